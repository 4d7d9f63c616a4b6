"""A tiny service for the tests of the kit: plans that are adopted and copied.

It borrows the name and contracts of registration, in a database of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import mongoengine
from mongoengine import Document, IntField, ListField, StringField
from pymongo import UpdateOne

from nscl_contracts import CloudEvent, Message
from nscl_contracts.registration import PlanAdopted
from nscl_shared.kernel import Aggregate, RuleViolation
from nscl_shared.persistence import (
    AggregateRepository,
    ConvergentDocument,
    UnitOfWork,
    connect,
    database,
    prepare,
)

SERVICE = "registration"


class PlanDocument(Document):
    id = StringField(primary_key=True)
    version = IntField(required=True)
    number = StringField(unique=True)
    title = StringField()
    meta: ClassVar = {"collection": "probe_plans", "db_alias": SERVICE}


class PlanCopy(ConvergentDocument):
    title = StringField()
    issuer = StringField()
    meta: ClassVar = {"collection": "probe_copies", "db_alias": SERVICE}


class Steps(Document):
    """The sequences that took effect on one subject, in the order they did."""

    id = StringField(primary_key=True)
    taken = ListField(IntField())
    meta: ClassVar = {"collection": "probe_steps", "db_alias": SERVICE}


@dataclass(frozen=True)
class Adopted:
    plan: Plan


@dataclass(kw_only=True)
class Plan(Aggregate):
    number: str
    title: str

    def retitle(self, title: str) -> None:
        if title == "forbidden":
            raise RuleViolation("title-forbidden", field="title")
        self.title = title
        self.record(Adopted(self))


class PlanRepository(AggregateRepository[Plan]):
    document = PlanDocument
    missing = "plan-not-found"

    def to_domain(self, document: Any) -> Plan:
        return Plan(
            id=document.id, version=document.version, number=document.number, title=document.title
        )

    def to_fields(self, aggregate: Plan) -> dict[str, Any]:
        return {"number": aggregate.number, "title": aggregate.title}


def announce(event: Adopted) -> Message:
    data = PlanAdopted().load(PlanAdopted.example)
    return Message(PlanAdopted, {**data, "plan_id": event.plan.id, "title": event.plan.title})


class ProbeWork(UnitOfWork):
    service = SERVICE

    def __init__(self) -> None:
        super().__init__(announce)
        self.plans = self.enlist(PlanRepository())


@dataclass(frozen=True)
class Adopt:
    plan_id: str
    title: str = "first"


@dataclass(frozen=True)
class Retitle:
    plan_id: str
    title: str


@dataclass(frozen=True)
class TakeNumber:
    counter: str


@dataclass(frozen=True)
class AdoptAll:
    """Several plans, each with a number of one counter in its title."""

    plan_ids: Sequence[str]
    counter: str = "c"


@dataclass(frozen=True)
class Copy:
    subject: str
    sequence: int
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class TakeStep:
    subject: str
    sequence: int


@dataclass(frozen=True)
class TakeSteps:
    events: Sequence[CloudEvent]
    prefix: str = ""


def adopt(cmd: Adopt, work: ProbeWork) -> dict[str, Any]:
    plan = Plan(id=cmd.plan_id, number=f"no-{cmd.plan_id}", title="")
    plan.retitle(cmd.title)
    work.plans.add(plan)
    return {"id": plan.id}


def retitle(cmd: Retitle, work: ProbeWork) -> dict[str, Any]:
    plan = work.plans.get(cmd.plan_id)
    plan.retitle(cmd.title)
    return {"version": plan.version}


def take_number(cmd: TakeNumber, work: ProbeWork) -> int:
    return work.next_number(cmd.counter)


def adopt_all(cmd: AdoptAll, work: ProbeWork) -> list[int]:
    numbers = [work.next_number(cmd.counter) for _ in cmd.plan_ids]
    for plan_id, number in zip(cmd.plan_ids, numbers, strict=True):
        adopt(Adopt(plan_id, title=f"no {number}"), work)
    return numbers


def copy(cmd: Copy, work: ProbeWork) -> dict[str, Any]:
    PlanCopy.absorb(cmd.subject, cmd.sequence, **cmd.fields)
    return {}


def take_step(cmd: TakeStep, work: ProbeWork) -> dict[str, Any]:
    Steps.objects(id=cmd.subject).update_one(push__taken=cmd.sequence, upsert=True)
    return {}


def take_steps(cmd: TakeSteps, work: ProbeWork) -> dict[str, Any]:
    steps = [
        UpdateOne(
            {"_id": cmd.prefix + event.subject}, {"$push": {"taken": event.sequence}}, upsert=True
        )
        for event in cmd.events
    ]
    Steps._get_collection().bulk_write(steps)
    return {}


HANDLERS = {
    Adopt: adopt,
    AdoptAll: adopt_all,
    Retitle: retitle,
    TakeNumber: take_number,
    Copy: copy,
    TakeStep: take_step,
    TakeSteps: take_steps,
}
DOCUMENTS = [PlanDocument, PlanCopy, Steps]


def open_database(uri: str) -> None:
    """Connect, prepare and empty the probe's database, whichever was open before."""
    close_database()
    connect(SERVICE, uri)
    prepare(SERVICE, documents=DOCUMENTS)
    for name in database(SERVICE).list_collection_names():
        if name != "migrations":
            database(SERVICE)[name].delete_many({})


def close_database() -> None:
    """Disconnect, and let every document forget its collection.

    MongoEngine finds the documents of a connection by class name, so it
    overlooks one whose module was imported twice.
    """
    mongoengine.disconnect(SERVICE)
    for document in DOCUMENTS:
        document._disconnect()
