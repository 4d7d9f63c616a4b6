"""An event in two majors, in a catalogue of the tests' own."""

from __future__ import annotations

from typing import Any

from marshmallow import fields
from probe_domain import Adopted, PlanRepository, ProbeWork

from nscl_contracts import Catalogue, EventSchema, Message
from nscl_contracts.fields import identifier, public, text
from nscl_shared.persistence import UnitOfWork

MAJORS = Catalogue()


@MAJORS.event(
    "vn.nscl.registration.plan-renamed.v1",
    subject="plan_id",
    example={"plan_id": "p-1", "title": "kế hoạch"},
)
class RenamedV1(EventSchema):
    """A plan has a new title."""

    plan_id = public(identifier(), "Id of the plan.")
    title = public(text(), "The new title.")


@MAJORS.event(
    "vn.nscl.registration.plan-renamed.v2",
    subject="plan_id",
    example={"plan_id": "p-1", "title": "kế hoạch", "words": 2},
)
class RenamedV2(EventSchema):
    """A plan has a new title, and its words were counted."""

    plan_id = public(identifier(), "Id of the plan.")
    title = public(text(), "The new title.")
    words = public(fields.Integer(required=True, strict=True), "Number of words of the title.")


@MAJORS.upcast(RenamedV1.type)
def with_words(data: Any) -> dict[str, Any]:
    if data["title"] == "torn":
        raise ValueError("a torn title has no words")
    return {**data, "words": len(data["title"].split())}


@MAJORS.downcast(RenamedV2.type)
def without_words(data: Any) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "words"}


def announce(event: Adopted) -> Message:
    title = event.plan.title
    return Message(
        RenamedV2, {"plan_id": event.plan.id, "title": title, "words": len(title.split())}
    )


class RenamingWork(ProbeWork):
    """Announces the second major, while the first is still promised."""

    def __init__(self) -> None:
        UnitOfWork.__init__(self, announce)
        self.plans = self.enlist(PlanRepository())
