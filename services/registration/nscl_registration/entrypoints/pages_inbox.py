"""Pages: the work lists of each role, receiving several cases at once, the list as a sheet."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints.access import WEB
from nscl_registration.entrypoints.bodies import ApplicationQuery, ListQuery
from nscl_registration.entrypoints.callers import actor, owner, today
from nscl_registration.entrypoints.case_sheet import COLUMNS
from nscl_registration.entrypoints.sheets import sheet_of
from nscl_registration.entrypoints.step_commands import STEP_COMMANDS
from nscl_registration.queries.applications import every_application, show_application
from nscl_registration.queries.inbox import QUEUES, Wanted, inbox
from nscl_shared.audit import AuditLog
from nscl_shared.documents.sheet import XLSX
from nscl_shared.i18n import N_, _
from nscl_shared.kernel import DomainError, NotFound
from nscl_shared.province import current_profile
from nscl_shared.web import Download, Page, Request, route
from nscl_shared.web.failures import tell

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
}
RECEIVABLE = ("to-receive", "answered")
MOST_AT_ONCE = 200


class InboxQuery(ListQuery):
    """A work list, all of it or what is overdue."""

    queue = fields.String(validate=validate.OneOf(list(QUEUES)))
    overdue = fields.Boolean(load_default=False)


class ReceiveManyBody(Schema):
    """The cases to receive."""

    application_ids = fields.List(
        fields.String(), required=True, validate=validate.Length(1, MOST_AT_ONCE)
    )


class InboxPages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{WEB}/inbox", query=InboxQuery)
    def inbox_page(self, request: Request) -> Page:
        """Show what waits for the caller; the address keeps queue and filter."""
        query = request.query(InboxQuery())
        name = query.get("queue") or names_for(request)[0]
        return _inbox(request, name, query)

    @route("POST", f"{WEB}/inbox/receive", body=ReceiveManyBody, form="inbox_page")
    def receive_many_form(self, request: Request) -> Page:
        """Receive the marked cases, each by itself, and tell how each went."""
        wanted = dict.fromkeys(request.form()["application_ids"])
        outcomes = [self._receive(request, one) for one in wanted]
        return Page("inbox_received.html", outcomes=outcomes)

    def _receive(self, request: Request, application_id: str) -> dict[str, Any]:
        make = STEP_COMMANDS["receive"]
        try:
            number = show_application(application_id)["case_number"]
        except DomainError as error:
            return {
                "id": None,
                "case_number": application_id,
                "failed": tell(request, error).detail,
            }
        try:
            self.commands.execute(make(application_id, actor(request), {}, today()))
        except DomainError as error:
            failed = tell(request, error).detail
            return {"id": application_id, "case_number": number, "failed": failed}
        return {"id": application_id, "case_number": number, "failed": None}

    @route("GET", f"{WEB}/applications.xlsx", query=ApplicationQuery)
    def applications_sheet(self, request: Request) -> Download:
        """Hand out the list with its filters as a spreadsheet; the audit log knows of it."""
        paging = ("cursor", "limit")
        asked = {name: value for name, value in request.query().items() if name not in paging}
        log = AuditLog("registration")
        log.append(actor=request.user.username, action="applications-exported", target=str(asked))
        rows = every_application(owner=owner(request), **asked)
        return Download(sheet_of(_("Applications"), COLUMNS, rows), "ho-so.xlsx", XLSX)


def names_for(request: Request) -> list[str]:
    """Return the work lists of the caller's role."""
    return [name for name, queue in QUEUES.items() if request.user.has(*queue.roles)]


def _inbox(request: Request, name: str, query: dict[str, Any]) -> Page:
    if name not in names_for(request):
        raise NotFound("work-list-not-found", name=name)
    wanted = Wanted(account=request.user.subject, today=today(), overdue=query["overdue"])
    paging = {key: query[key] for key in ("cursor", "limit") if key in query}
    found = inbox(name, wanted, **paging)
    return Page(
        "inbox.html",
        rows=found["items"],
        next=found["next"],
        tabs=[(f"{WEB}/inbox?queue={one}", _(WORDS[one])) for one in names_for(request)],
        current=f"{WEB}/inbox?queue={name}",
        title=_(WORDS[name]),
        overdue=query["overdue"],
        receivable=name in RECEIVABLE,
        choices=[
            (row["id"], f"{row['case_number']} · {row['firm_name']}") for row in found["items"]
        ],
        dated=bool(current_profile().step_deadlines),
        labels=labels,
    )
