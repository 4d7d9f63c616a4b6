# Generated from the services' manifests and the provinces' profiles; do not edit.
# Write it anew: python -m nscl_shared.deploy render
# The front door of one province: nginx with that province's home and problem pages.
#   docker build --file deploy/compose/frontdoor.Dockerfile --build-arg NSCL_PROVINCE=lang-son .
FROM python:3.11.13-slim-bookworm AS build
WORKDIR /build
COPY requirements.lock shared/nscl_shared/deploy/lock.py ./
# Tools that build our own wheels, apart from what the image runs; both from the lock.
RUN python lock.py requirements.lock \
        hatchling \
        packaging \
        pathspec \
        pluggy \
        tomlkit \
        trove-classifiers \
        >tools.txt \
    && python lock.py requirements.lock \
        aiosmtpd \
        amqp \
        annotated-doc \
        annotated-types \
        anyio \
        apispec \
        argon2-cffi \
        argon2-cffi-bindings \
        atpublic \
        attrs \
        babel \
        certifi \
        cffi \
        charset-normalizer \
        click \
        cryptography \
        dnspython \
        environs \
        et-xmlfile \
        eventlet \
        fonttools \
        googleapis-common-protos \
        granian \
        greenlet \
        h11 \
        httpcore \
        httpx \
        idna \
        jinja2 \
        kombu \
        lxml \
        markdown-it-py \
        markupsafe \
        marshmallow \
        mdurl \
        mock \
        mongoengine \
        msgspec \
        nameko \
        numpy \
        openpyxl \
        opentelemetry-api \
        opentelemetry-exporter-http-transport \
        opentelemetry-exporter-otlp-common \
        opentelemetry-exporter-otlp-proto-common \
        opentelemetry-exporter-otlp-proto-http \
        opentelemetry-proto \
        opentelemetry-sdk \
        opentelemetry-semantic-conventions \
        packaging \
        path \
        path-py \
        pillow \
        prometheus-client \
        protobuf \
        psutil \
        pycparser \
        pydantic \
        pydantic-core \
        pygments \
        pyjwt \
        pymongo \
        python-docx \
        python-dotenv \
        python-stdnum \
        pyyaml \
        rapidfuzz \
        reportlab \
        requests \
        rich \
        segno \
        shellingham \
        six \
        structlog \
        typer \
        typing-extensions \
        typing-inspection \
        urllib3 \
        uuid-utils \
        uvloop \
        vine \
        werkzeug \
        wrapt \
        xlsxwriter \
        zxing-cpp \
        >packages.txt \
    && python -m venv /tools \
    && python -m venv --without-pip /opt/nscl \
    && /tools/bin/pip install --no-cache-dir --no-deps --require-hashes --requirement tools.txt \
    && /tools/bin/pip --python /opt/nscl/bin/python install --no-cache-dir --no-deps \
        --require-hashes --only-binary :all: --requirement packages.txt
COPY contracts contracts
COPY shared shared
COPY services/certification services/certification
COPY services/identity services/identity
COPY services/notifications services/notifications
COPY services/registration services/registration
COPY services/reporting services/reporting
COPY services/traceability services/traceability
RUN /tools/bin/pip wheel --no-cache-dir --no-index --no-deps --no-build-isolation \
        --wheel-dir wheels ./contracts ./shared ./services/certification ./services/identity ./services/notifications ./services/registration ./services/reporting ./services/traceability \
    && /tools/bin/pip --python /opt/nscl/bin/python install --no-cache-dir --no-index --no-deps \
        wheels/*.whl
COPY provinces provinces
ARG NSCL_PROVINCE=lang-son
RUN /opt/nscl/bin/python -m nscl_shared.deploy site "provinces/$NSCL_PROVINCE" /site

FROM nginx:1.28.0-bookworm
COPY --from=build /site /site
COPY deploy/compose/nginx.conf /etc/nginx/nginx.conf
USER 101:101
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=10s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/"]
ENTRYPOINT ["nginx", "-g", "daemon off;"]
