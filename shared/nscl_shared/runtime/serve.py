"""Run one service: ``python -m nscl_shared.runtime.serve <name>``.

Waits for its database, prepares it, serves until SIGTERM or SIGINT, then
finishes what is in work and exits 0.
"""

import eventlet

eventlet.monkey_patch()  # before anything that opens sockets or makes threads

import signal  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402

from nameko.containers import ServiceContainer  # noqa: E402
from pymongo.errors import ConnectionFailure  # noqa: E402

from nscl_shared.observability.logs import configure, get_logger  # noqa: E402
from nscl_shared.observability.tracing import configure_tracing, tracer  # noqa: E402
from nscl_shared.persistence import connect, end_sessions_of_predecessor  # noqa: E402
from nscl_shared.plugins import load_object, service_manifests  # noqa: E402
from nscl_shared.settings import Settings, from_environment  # noqa: E402

RETRY_SECONDS = 1.0


def main(arguments: list[str]) -> int:
    """Serve the service named in ``arguments``; return the process's exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m nscl_shared.runtime.serve <service>\n")
        return 2
    name = arguments[0]
    config = from_environment()
    configure(name, level=config.log_level, log_format=config.log_format)
    configure_tracing(name, config.instance)
    manifest = service_manifests([name])[name]
    connect(name, config.mongodb_uri)
    _until_connected(load_object(manifest.setup), name)
    container = ServiceContainer(load_object(manifest.service_class), nameko_config(config))
    _stop_on_signals(container)
    container.start()
    get_logger(__name__).info("serving", address=f"{config.bind_host}:{config.bind_port}")
    container.wait()
    tracer().stop()
    return 0


def nameko_config(config: Settings) -> dict[str, object]:
    """Return nameko's configuration from ours."""
    return {
        "AMQP_URI": config.amqp_uri,
        "WEB_SERVER_ADDRESS": f"{config.bind_host}:{config.bind_port}",
        "max_workers": config.max_workers,
    }


def _until_connected(setup: Callable[[], None], name: str) -> None:
    log = get_logger(__name__)
    while True:
        try:
            end_sessions_of_predecessor(name)
            setup()
        except ConnectionFailure as error:
            log.warning("waiting-for-database", database=f"nscl_{name}", reason=str(error)[:200])
            eventlet.sleep(RETRY_SECONDS)
        else:
            return


def _stop_on_signals(container: ServiceContainer) -> None:
    def stop(_signum: int, _frame: object) -> None:
        eventlet.spawn_n(container.stop)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
