"""Ours: the single and the batch form, exactly once in effect (inbox in the transaction)."""

import eventlet

eventlet.monkey_patch()

import os  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from typing import Any, ClassVar  # noqa: E402

from mongoengine import DictField, Document  # noqa: E402
from nameko.containers import ServiceContainer  # noqa: E402
from stopwatch import AMQP_URI, COLLECTION, EFFECT, MONGODB_URI, Stopwatch  # noqa: E402

from nscl_contracts.identity import AccountLocked  # noqa: E402
from nscl_shared.messaging import Commands, subscribe, subscribe_batch  # noqa: E402
from nscl_shared.persistence import UnitOfWork, connect, database, prepare  # noqa: E402

SERVICE = "bench"
FORM = os.environ["BENCH_FORM"]
watch = Stopwatch()


class Effect(Document):
    body = DictField()
    meta: ClassVar = {"collection": COLLECTION, "db_alias": SERVICE}


class Work(UnitOfWork):
    service = SERVICE

    def __init__(self) -> None:
        super().__init__(lambda _: None)


@dataclass(frozen=True)
class Note:
    event: Any


@dataclass(frozen=True)
class NoteAll:
    events: Any


def note(cmd: Note, work: Work) -> None:
    effects().insert_one({"body": dict(cmd.event.data)})


def note_all(cmd: NoteAll, work: Work) -> None:
    effects().insert_many([{"body": dict(event.data)} for event in cmd.events])


def effects():
    return database(SERVICE)[COLLECTION]


HANDLERS = {Note: note, NoteAll: note_all}


class Single:
    name = SERVICE
    commands = Commands(HANDLERS, Work)

    @subscribe("single", AccountLocked.type)
    def handle(self, event):
        watch.begin()
        if EFFECT:
            self.commands.consume(event, Note(event))


class Batch:
    name = SERVICE
    commands = Commands(HANDLERS, Work)

    @subscribe_batch("batch", AccountLocked.type)
    def handle(self, events):
        watch.begin()
        if EFFECT:
            self.commands.consume_batch(events, NoteAll)


def stop_after_last(entrypoint):
    """Stop the clock with the last acknowledgement."""
    count = entrypoint._count

    def counted(outcome, events=1):
        count(outcome, events)
        if watch.done(events):
            eventlet.spawn_after(0.1, os._exit, 0)

    entrypoint._count = counted


connect(SERVICE, MONGODB_URI)
prepare(SERVICE, documents=[Effect])
container = ServiceContainer(Single if FORM == "single" else Batch, {"AMQP_URI": AMQP_URI})
for entrypoint in container.entrypoints:
    stop_after_last(entrypoint)
container.start()
container.wait()
