"""The collections of the programme tree, activities and calls.

What is only ever read and written as a whole with its owner (budgets, targets,
amendments, comments) is kept as plain data, see ``values_of``.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

import msgspec
from mongoengine import (
    BooleanField,
    DateField,
    DictField,
    Document,
    IntField,
    ListField,
    LongField,
    StringField,
)

from nscl_registration.storage.parts import kept_in

T = TypeVar("T")


def values_of(thing: Any) -> Any:
    """Return dataclasses as plain data: dates in ISO 8601, codes as texts."""
    return msgspec.to_builtins(thing)


def made_of(kind: type[T], data: Any) -> T:
    """Return what ``values_of`` made plain."""
    return msgspec.convert(data, kind)


class Tended(Document):
    """What plans and projects have in common."""

    version = IntField(required=True)
    responsible = StringField()
    budget = ListField(DictField())
    targets = ListField(DictField())
    readings = ListField(DictField())
    attachments = ListField(DictField())
    amendments = ListField(DictField())
    ending = DictField(null=True)

    meta: ClassVar[dict[str, Any]] = {"abstract": True}


class PlanDocument(Tended):
    """A programme or plan."""

    id = StringField(primary_key=True)
    kind = StringField(required=True)
    number = StringField(required=True)
    signed_on = DateField(required=True)
    issuer = StringField(required=True)
    title = StringField(required=True)
    period_from = IntField(required=True)
    period_to = IntField(required=True)
    parent_id = StringField()

    meta = kept_in("plans", "parent_id", "attachments.attachment_id")


class ProjectDocument(Tended):
    """A project of a yearly plan."""

    id = StringField(primary_key=True)
    code = StringField(required=True)
    year = IntField(required=True)
    topic = StringField(required=True)
    plan_id = StringField(required=True)
    budget_vnd = LongField()
    deadline = DictField(null=True)
    sort_key = StringField(required=True)
    lists = ListField(StringField())

    meta = kept_in(
        "projects",
        {"fields": ["sort_key"], "unique": True},
        ("lists", "sort_key"),
        "plan_id",
        "attachments.attachment_id",
    )


class ActivityDocument(Document):
    """A training class or communication activity; ``details`` is what came to be asked later."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    kind = StringField(required=True)
    audience = StringField(required=True)
    title = StringField(required=True)
    held_on = DateField()
    year = IntField(required=True)
    participants = IntField()
    plan_id = StringField()
    project_id = StringField()
    details = DictField()
    corrections = ListField(DictField())
    attachments = ListField(DictField())
    sort_key = StringField(required=True)
    lists = ListField(StringField())

    meta = kept_in("activities", "year", ("lists", "sort_key"), "attachments.attachment_id")


class CallDocument(Document):
    """A call for proposals."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    terms = DictField(required=True)
    attachments = ListField(DictField())
    closed_on = DateField()
    cancelled = BooleanField(default=False)
    reason = StringField()
    sort_key = StringField(required=True)
    lists = ListField(StringField())

    meta = kept_in(
        "calls",
        {"fields": ["sort_key"], "unique": True},
        ("lists", "sort_key"),
        "attachments.attachment_id",
    )


class ProposalDocument(Document):
    """A proposal to a call."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    number = StringField(required=True)
    call_id = StringField(required=True)
    owner_account_id = StringField()
    content = DictField(required=True)
    submitted_on = DateField(required=True)
    late = BooleanField(required=True)
    state = StringField(required=True)
    attachments = ListField(DictField())
    checks = ListField(DictField())
    comments = ListField(DictField())
    decision = DictField(null=True)
    sort_key = StringField(required=True)
    lists = ListField(StringField())

    meta = kept_in(
        "proposals",
        {"fields": ["number"], "unique": True},
        ("lists", "sort_key"),
        "attachments.attachment_id",
    )


PROGRAMME = (PlanDocument, ProjectDocument, ActivityDocument, CallDocument, ProposalDocument)
