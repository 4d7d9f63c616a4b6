"""The probe as a process: relays its outbox and copies every plan it hears of.

A plan titled ``fails`` makes the handler raise; ``slow`` makes it wait.
"""

import eventlet

eventlet.monkey_patch()

import os  # noqa: E402
import signal  # noqa: E402

from nameko.containers import ServiceContainer  # noqa: E402
from probe_domain import HANDLERS, SERVICE, Copy, PlanCopy, PlanDocument, ProbeWork  # noqa: E402

from nscl_shared.messaging import Commands, OutboxRelay, subscribe  # noqa: E402
from nscl_shared.observability.logs import configure  # noqa: E402
from nscl_shared.persistence import connect, end_sessions_of_predecessor, prepare  # noqa: E402


class ProbeService:
    name = SERVICE
    commands = Commands(HANDLERS, ProbeWork)
    relay = OutboxRelay()

    @subscribe("probe", "vn.nscl.registration.#")
    def on_event(self, event):
        if event.data["title"] == "fails":
            raise RuntimeError("the handler fails on purpose")
        if event.data["title"] == "slow":
            eventlet.sleep(0.2)
        fields = {"title": event.data["title"], "issuer": event.data["issuer"]}
        self.commands.consume(event, Copy(event.subject, event.sequence, fields))


if __name__ == "__main__":
    configure(SERVICE, log_format="console")
    connect(SERVICE, os.environ["NSCL_MONGODB_URI"])
    end_sessions_of_predecessor(SERVICE)
    prepare(SERVICE, documents=[PlanDocument, PlanCopy])
    container = ServiceContainer(ProbeService, {"AMQP_URI": os.environ["NSCL_AMQP_URI"]})
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(container.stop))
    container.start()
    container.wait()
