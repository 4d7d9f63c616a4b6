"""Serve until SIGTERM: ``python -m page_probe <class>``."""

import eventlet

eventlet.monkey_patch()

import signal  # noqa: E402
import sys  # noqa: E402

from nameko.containers import ServiceContainer  # noqa: E402
from probe_domain import DOCUMENTS, SERVICE  # noqa: E402

from nscl_shared.observability.logs import configure  # noqa: E402
from nscl_shared.persistence import connect, prepare  # noqa: E402
from nscl_shared.settings import settings  # noqa: E402
from page_probe import service  # noqa: E402

configure(SERVICE)
connect(SERVICE, settings().mongodb_uri)
prepare(SERVICE, documents=DOCUMENTS)
container = ServiceContainer(getattr(service, sys.argv[1]), {"AMQP_URI": settings().amqp_uri})
signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(container.stop))
container.start()
container.wait()
