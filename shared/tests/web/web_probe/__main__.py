"""Serve the probe until SIGTERM: ``python -m web_probe <class>``."""

import eventlet

eventlet.monkey_patch()

import signal  # noqa: E402
import sys  # noqa: E402

from nameko.containers import ServiceContainer  # noqa: E402

from nscl_shared.observability.logs import configure  # noqa: E402
from web_probe import service  # noqa: E402

configure("probe")
container = ServiceContainer(getattr(service, sys.argv[1]), {})
signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(container.stop))
container.start()
container.wait()
