"""What of the work lists is asked for, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marshmallow import Schema, fields, validate

from nscl_registration.entrypoints.bodies import ListQuery
from nscl_registration.entrypoints.fields import REASON, text
from nscl_registration.queries.inbox import NEXT, QUEUES, Wanted, inbox, next_deadlines
from nscl_registration.queries.officers import officers
from nscl_registration.queries.paging import every
from nscl_registration.storage.lists import NOBODY
from nscl_shared.i18n import N_, _
from nscl_shared.kernel import NotFound
from nscl_shared.kernel.clock import today
from nscl_shared.web import Request

WORDS = {
    "to-receive": N_("To receive"),
    "answered": N_("Supplement answered"),
    "to-decide": N_("To decide"),
    "agreements": N_("Agreements to prepare"),
    "to-appraise": N_("To appraise"),
    "to-settle": N_("To settle"),
    "to-close": N_("To pay out and close"),
    "to-submit": N_("To submit"),
    "to-complete": N_("To complete"),
    "to-report": N_("Under way"),
    NEXT: N_("Next deadlines"),
}
MINE = "mine"
MOST_AT_ONCE = 200
PAGE = 200


class InboxQuery(ListQuery):
    """A work list: whose cases, all of them or what is overdue."""

    queue = fields.String(validate=validate.OneOf([*QUEUES, NEXT]))
    officer = text(max_length=100)
    overdue = fields.Boolean(load_default=False)


class SelectedBody(Schema):
    """The marked cases."""

    application_ids = fields.List(
        fields.String(),
        required=True,
        validate=validate.Length(1, MOST_AT_ONCE),
        error_messages={"required": N_("Mark at least one case.")},
    )


class ReceiveManyBody(SelectedBody):
    """The cases to receive."""


class AssignManyBody(SelectedBody):
    """The cases to give to an officer; to nobody in particular without one."""

    officer_id = text(max_length=100)
    reason = text(max_length=REASON)


def names_for(request: Request) -> list[str]:
    """Return the work lists of the caller's role."""
    return [name for name, queue in QUEUES.items() if request.user.has(*queue.roles)]


def waiting(request: Request, name: str, query: dict[str, Any]) -> dict[str, Any]:
    """Return a page of a work list.

    Raises:
        NotFound: ``work-list-not-found``, the caller's role has none of that name.
    """
    paging = {key: query[key] for key in ("cursor", "limit") if key in query}
    names = names_for(request)
    if name == NEXT:
        return next_deadlines(names, _wanted(request, query), **paging)
    if name not in names:
        raise NotFound("work-list-not-found", name=name)
    return inbox(name, _wanted(request, query), **paging)


def every_waiting(request: Request, name: str, query: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return all rows of a work list; one that is not the caller's is told at once."""
    waiting(request, name, {**query, "limit": 1})
    return every(lambda cursor: waiting(request, name, {**query, "cursor": cursor, "limit": PAGE}))


def whose_choices(request: Request) -> list[tuple[str, str]]:
    """Return whose cases an officer can ask for; other roles have no choice."""
    if not request.user.has("officer"):
        return []
    others = [known for known in officers() if known[0] != request.user.subject]
    return [(MINE, _("Mine")), (NOBODY, _("Nobody's")), *others]


def _wanted(request: Request, query: dict[str, Any]) -> Wanted:
    asked = query.get("officer") if request.user.has("officer") else None
    return Wanted(
        account=request.user.subject,
        today=today(),
        officer_id=request.user.subject if asked == MINE else asked or None,
        overdue=query["overdue"],
    )
