"""The probe as a process: relays its outbox and hears of every plan in one of several forms.

``NSCL_PROBE`` chooses: ``copy`` copies the plan (the usual form); ``single``
takes its steps as they come, ``ordered`` in order, ``batch`` many at once; ``upgraded``
knows the second major of an event that has two.
``NSCL_PROBE_GROUP`` names queue and steps when several probes run.  A plan
titled ``fails`` makes the handler raise; ``slow`` makes it wait.
"""

import eventlet

eventlet.monkey_patch()

import os  # noqa: E402
import signal  # noqa: E402

from nameko.containers import ServiceContainer  # noqa: E402
from probe_domain import (  # noqa: E402
    DOCUMENTS,
    HANDLERS,
    SERVICE,
    Copy,
    ProbeWork,
    TakeStep,
    TakeSteps,
)
from probe_majors import MAJORS, RenamedV2  # noqa: E402
from pymongo.errors import ConnectionFailure  # noqa: E402

from nscl_shared.messaging import Commands, OutboxRelay, subscribe, subscribe_batch  # noqa: E402
from nscl_shared.observability.logs import configure  # noqa: E402
from nscl_shared.persistence import connect, end_sessions_of_predecessor, prepare  # noqa: E402

GROUP = os.environ.get("NSCL_PROBE_GROUP", "probe")
OWN = "" if GROUP == "probe" else f"{GROUP}/"


def heed_title(event):
    if event.data["title"] == "fails" and not os.environ.get("NSCL_PROBE_MENDED"):
        raise RuntimeError("the handler fails on purpose")
    if event.data["title"] == "slow":
        eventlet.sleep(0.2)


class ProbeService:
    name = SERVICE
    commands = Commands(HANDLERS, ProbeWork)
    relay = OutboxRelay()

    @subscribe(GROUP, "vn.nscl.registration.#")
    def on_event(self, event):
        heed_title(event)
        fields = {"title": event.data["title"], "issuer": event.data["issuer"]}
        self.commands.consume(event, Copy(event.subject, event.sequence, fields))


class SingleProbe:
    name = SERVICE
    commands = Commands(HANDLERS, ProbeWork)
    relay = OutboxRelay()

    @subscribe(GROUP, "vn.nscl.registration.#")
    def on_event(self, event):
        self.commands.consume(event, TakeStep(f"{OWN}{event.subject}", event.sequence))


class OrderedProbe:
    name = SERVICE
    commands = Commands(HANDLERS, ProbeWork)
    relay = OutboxRelay()

    @subscribe(GROUP, "vn.nscl.registration.#")
    def on_event(self, event):
        heed_title(event)
        step = TakeStep(f"{OWN}{event.subject}", event.sequence)
        self.commands.consume(event, step, ordered=True)


def TakeOwnSteps(events):  # noqa: N802  # a command with the group filled in
    return TakeSteps(events, OWN)


class BatchProbe:
    name = SERVICE
    commands = Commands(HANDLERS, ProbeWork)
    relay = OutboxRelay()

    @subscribe_batch(GROUP, "vn.nscl.registration.#", size=50)
    def on_events(self, events):
        for event in events:
            heed_title(event)
        self.commands.consume_batch(events, TakeOwnSteps)


class UpgradedProbe:
    """Knows the second major of an event only."""

    name = SERVICE
    commands = Commands(HANDLERS, ProbeWork)
    relay = OutboxRelay()

    @subscribe(GROUP, RenamedV2.type, catalogue=MAJORS)
    def on_event(self, event):
        fields = {"title": event.data["title"], "issuer": f"{event.type} {event.data['words']}"}
        self.commands.consume(event, Copy(event.subject, event.sequence, fields))
        self.commands.consume(event, TakeStep(event.subject, event.sequence))


def until_prepared():
    """Wait for the database, as a service does."""
    while True:
        try:
            end_sessions_of_predecessor(SERVICE)
            prepare(SERVICE, documents=DOCUMENTS)
        except ConnectionFailure:
            eventlet.sleep(0.2)
        else:
            return


FORMS = {
    "copy": ProbeService,
    "single": SingleProbe,
    "ordered": OrderedProbe,
    "batch": BatchProbe,
    "upgraded": UpgradedProbe,
}

if __name__ == "__main__":
    configure(SERVICE, log_format="console")
    connect(SERVICE, os.environ["NSCL_MONGODB_URI"])
    until_prepared()
    form = os.environ.get("NSCL_PROBE", "copy")
    container = ServiceContainer(FORMS[form], {"AMQP_URI": os.environ["NSCL_AMQP_URI"]})
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(container.stop))
    container.start()
    container.wait()
