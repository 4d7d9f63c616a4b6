"""Pages: the work lists of each role, with what can be done to several cases at once."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints.access import WEB
from nscl_registration.entrypoints.bodies import ApplicationQuery
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.case_sheet import COLUMNS
from nscl_registration.entrypoints.chips import chips, chosen
from nscl_registration.entrypoints.exports import filters, handed_out
from nscl_registration.entrypoints.inbox_lists import (
    MINE,
    WORDS,
    AssignManyBody,
    InboxQuery,
    ReceiveManyBody,
    SelectedBody,
    every_waiting,
    names_for,
    waiting,
    whose_choices,
)
from nscl_registration.entrypoints.list_columns import INBOX
from nscl_registration.entrypoints.step_commands import STEP_COMMANDS
from nscl_registration.handlers.case_commands import AssignApplication, NoteOfficer
from nscl_registration.queries.applications import (
    chosen_applications,
    every_application,
    show_application,
)
from nscl_registration.queries.inbox import NEXT
from nscl_registration.queries.officers import officers
from nscl_shared.i18n import _
from nscl_shared.kernel import DomainError
from nscl_shared.kernel.clock import today
from nscl_shared.province import current_profile
from nscl_shared.web import Download, Page, Request, route
from nscl_shared.web.failures import tell
from nscl_shared.web.urls import with_query

RECEIVABLE = ("to-receive", "answered")


class InboxPages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{WEB}/inbox", query=InboxQuery)
    def inbox_page(self, request: Request) -> Page:
        """Show what waits for the caller; the address keeps list and filters."""
        self._note_officer(request)
        query = request.query(InboxQuery())
        name = query.get("queue") or names_for(request)[0]
        return _inbox(request, name, query)

    @route("GET", f"{WEB}/inbox.xlsx", query=InboxQuery)
    def inbox_sheet(self, request: Request) -> Download:
        """Hand out a work list with its filters."""
        query = request.query()
        name = query.get("queue") or names_for(request)[0]
        rows = every_waiting(request, name, query)
        asked = {**filters(request), "queue": name}
        return handed_out(request, "inbox", "viec-can-lam", (_(WORDS[name]), INBOX, rows), asked)

    @route("POST", f"{WEB}/inbox/receive", body=ReceiveManyBody, form="inbox_page")
    def receive_many_form(self, request: Request) -> Page:
        """Receive the marked cases, each by itself, and tell how each went."""
        receive = STEP_COMMANDS["receive"]
        commands = {
            one: receive(one, actor(request), {}, today())
            for one in request.form()["application_ids"]
        }
        return self._each(request, _("Receive several at once"), _("Received"), commands)

    @route("POST", f"{WEB}/inbox/assign", body=AssignManyBody, form="inbox_page")
    def assign_many_form(self, request: Request) -> Page:
        """Give the marked cases to an officer, each by itself, and tell how each went."""
        self._note_officer(request)
        body = request.form()
        to = request.user.subject if body.get("officer_id") == MINE else body.get("officer_id")
        commands = {
            one: AssignApplication(
                by=actor(request),
                application_id=one,
                officer_id=to or None,
                on=today(),
                reason=body.get("reason"),
            )
            for one in body["application_ids"]
        }
        return self._each(request, _("Give several to an officer"), _("Given"), commands)

    @route("POST", f"{WEB}/inbox/selected.xlsx", body=SelectedBody, form="inbox_page")
    def selected_sheet(self, request: Request) -> Download:
        """Hand out the marked cases, of which the caller may see."""
        ids = request.form()["application_ids"]
        rows = chosen_applications(ids, owner=owner(request))
        sheet = (_("Applications"), COLUMNS, rows)
        return handed_out(request, "applications", "ho-so-da-chon", sheet, {"ids": ids})

    @route("GET", f"{WEB}/applications.xlsx", query=ApplicationQuery)
    def applications_sheet(self, request: Request) -> Download:
        """Hand out the list with its filters."""
        asked = filters(request)
        rows = every_application(owner=owner(request), **asked)
        sheet = (_("Applications"), COLUMNS, rows)
        return handed_out(request, "applications", "ho-so", sheet, asked)

    def _note_officer(self, request: Request) -> None:
        """Let others know who can be given cases."""
        user = request.user
        name = user.display_name or user.username
        if user.has("officer") and (user.subject, name) not in officers():
            self.commands.execute(NoteOfficer(account_id=user.subject, name=name))

    def _each(self, request: Request, title: str, done: str, commands: dict[str, Any]) -> Page:
        outcomes = [self._carry_out(request, one, command) for one, command in commands.items()]
        return Page("inbox_outcomes.html", title=title, done=done, outcomes=outcomes)

    def _carry_out(self, request: Request, application_id: str, command: object) -> dict[str, Any]:
        told = {"id": None, "case_number": application_id, "failed": None}
        try:
            number = show_application(application_id)["case_number"]
            told = {**told, "id": application_id, "case_number": number}
            self.commands.execute(command)
        except DomainError as error:
            return {**told, "failed": tell(request, error).detail}
        return told


def _inbox(request: Request, name: str, query: dict[str, Any]) -> Page:
    found = waiting(request, name, query)
    whose = whose_choices(request)
    dated = bool(current_profile().step_deadlines)
    names = [*names_for(request), *([NEXT] if dated else [])]
    shared = with_query(request, queue=name, cursor=None)
    return Page(
        "inbox.html",
        rows=found["items"],
        next=found["next"],
        tabs=[(f"{WEB}/inbox?queue={one}", _(WORDS[one])) for one in names],
        current=f"{WEB}/inbox?queue={name}",
        queue=name,
        title=_(WORDS[name]),
        query=query,
        whose=whose,
        chips=chips(
            request,
            officer=chosen(whose, query.get("officer")),
            overdue=_("Only what is overdue") if query["overdue"] else None,
        ),
        shared=shared.replace(f"officer={MINE}", f"officer={request.user.subject}"),
        officers=[(code, words) for code, words in whose if code != MINE],
        receivable=name in RECEIVABLE and request.user.has("officer"),
        dated=dated,
        labels=labels,
    )
