"""REST: work lists, who has which case, and its history."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from nscl_registration.entrypoints.access import API, API_CASE
from nscl_registration.entrypoints.bodies import ListQuery
from nscl_registration.entrypoints.callers import actor, expected_version, owner
from nscl_registration.entrypoints.fields import REASON, text
from nscl_registration.entrypoints.inbox_lists import InboxQuery, names_for, waiting
from nscl_registration.entrypoints.views import StateView
from nscl_registration.handlers.case_commands import AssignApplication
from nscl_registration.queries.officers import officers
from nscl_registration.queries.timeline import timeline_of
from nscl_shared.kernel.clock import today
from nscl_shared.web import Json, Request, route
from nscl_shared.web.preconditions import etag


class WaitingView(Schema):
    """A case that waits; without a rule of the province nothing is due."""

    id = fields.String(required=True)
    case_number = fields.String(required=True)
    firm_name = fields.String(required=True)
    project_id = fields.String(required=True)
    year = fields.Integer(required=True)
    estimated_cost_vnd = fields.Integer(required=True)
    state = fields.String(required=True)
    officer_id = fields.String(allow_none=True)
    officer = fields.String(allow_none=True)
    since = fields.Date(required=True)
    due_on = fields.Date(allow_none=True)
    source = fields.String(allow_none=True)
    overdue = fields.Boolean(required=True)


class InboxView(Schema):
    """A page of a work list."""

    items = fields.List(fields.Nested(WaitingView), required=True)
    next = fields.String(allow_none=True)


class OfficerView(Schema):
    """An officer whom cases can be given to."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class OfficersView(Schema):
    """The officers known here."""

    items = fields.List(fields.Nested(OfficerView), required=True)


class AssignBody(Schema):
    """The officer who gets the case; without one it goes back to all."""

    officer_id = text(max_length=100)
    reason = text(max_length=REASON)


class AssignedView(StateView):
    """Whose case it is now."""

    officer_id = fields.String(required=True, allow_none=True)


class EntryView(Schema):
    """A line of a case's history; which members it has depends on its kind."""

    number = fields.Integer(required=True)
    kind = fields.String(required=True)
    on = fields.Date(required=True)
    by = fields.String(required=True)
    at = fields.Integer(required=True)
    steps = fields.Integer()
    state = fields.String()
    note = fields.String(allow_none=True)
    document = fields.String(allow_none=True)
    undoes = fields.String(allow_none=True)
    officer_id = fields.String(allow_none=True)
    officer = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    movement = fields.String(allow_none=True)
    amount_vnd = fields.Integer()
    text = fields.String()
    percent = fields.Integer()


class TimelineView(Schema):
    """A page of a case's history, the earliest entry first."""

    items = fields.List(fields.Nested(EntryView), required=True)
    next = fields.String(allow_none=True)


class InboxApi:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route(
        "GET",
        f"{API}/inbox",
        query=InboxQuery,
        returns=InboxView,
        summary="A work list of the caller's role, the oldest case first",
    )
    def inbox_list(self, request: Request) -> Json:
        """Show what waits."""
        query = request.query()
        return Json(waiting(request, query.get("queue") or names_for(request)[0], query))

    @route("GET", f"{API}/officers", returns=OfficersView, summary="Officers to give cases to")
    def officers_list(self, request: Request) -> Json:
        """List the officers known here."""
        return Json({"items": [{"id": code, "name": name} for code, name in officers()]})

    @route(
        "POST",
        f"{API_CASE}/assign",
        body=AssignBody,
        returns=AssignedView,
        summary="Give a case to an officer, or back to all",
        edits="may",
        etag=True,
    )
    def assign(self, request: Request, application_id: str) -> Json:
        """Give the case."""
        command = AssignApplication(
            by=actor(request),
            application_id=application_id,
            on=today(),
            expects=expected_version(request),
            **{"officer_id": None, **request.json()},
        )
        done = self.commands.execute(command, key=request.idempotency_key)
        return Json(done, headers=etag(done["version"]))

    @route(
        "GET",
        f"{API_CASE}/history",
        query=ListQuery,
        returns=TimelineView,
        summary="The history of a case: steps, hands, money, reports",
    )
    def case_history(self, request: Request, application_id: str) -> Json:
        """Show the history."""
        found = timeline_of(application_id, owner=owner(request), **request.query())
        return Json({"items": found["items"], "next": found["next"]})
