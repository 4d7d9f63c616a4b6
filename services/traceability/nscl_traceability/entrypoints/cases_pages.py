"""Pages of cases: opened from marked lines of a list, worked on, concluded."""

from __future__ import annotations

from typing import Any

from nscl_shared.i18n import _, ngettext
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Page, Redirect, Request, route
from nscl_traceability.entrypoints import case_acts, labels_trace
from nscl_traceability.entrypoints import signals_labels as words
from nscl_traceability.entrypoints import signals_schemas as s
from nscl_traceability.entrypoints.signals_pages import CASES, REPORTS, sheet_of, tabs
from nscl_traceability.queries.cases import list_cases, show_case
from nscl_traceability.queries.stamps import serials_of

CASE = f"{CASES}/<case_id>"


class CasePages:
    """Mixin; the including class has ``commands``."""

    commands: CommandBus

    @route("GET", CASES, query=s.CaseQuery)
    def cases_page(self, request: Request) -> Page:
        """List cases, the newest first."""
        query = request.query()
        rows, following = list_cases(state=query["state"], cursor=query["cursor"])
        return Page(
            "cases.html",
            rows=rows,
            next=following,
            query=query,
            states=labels_trace.choices(words.CASE_STATES),
            words=words,
            tabs=tabs(),
            current=CASES,
            sheet=sheet_of(request),
        )

    @route("POST", f"{CASES}/from-signals", body=s.OpenCaseBody, form="signals_list_page")
    def open_from_signals_form(self, request: Request) -> Redirect:
        """Open a case about the marked signals."""
        return self._begin(request)

    @route("POST", f"{CASES}/from-reports", body=s.OpenCaseBody, form="reports_page")
    def open_from_reports_form(self, request: Request) -> Redirect:
        """Open a case about the marked reports."""
        return self._begin(request)

    @route("POST", f"{CASES}/add-signals", body=s.AddToCaseBody, form="signals_list_page")
    def add_signals_form(self, request: Request) -> Redirect:
        """Add the marked signals to the chosen case."""
        return self._add(request)

    @route("POST", f"{CASES}/add-reports", body=s.AddToCaseBody, form="reports_page")
    def add_reports_form(self, request: Request) -> Redirect:
        """Add the marked reports to the chosen case."""
        return self._add(request)

    @route("POST", f"{REPORTS}/erase", body=s.EraseBody, form="reports_page")
    def erase_reports_form(self, request: Request) -> Redirect:
        """Delete what was written in the marked reports."""
        case_acts.erase(self.commands, request, request.form())
        return Redirect(REPORTS, notice=_("The words are deleted."))

    @route("GET", CASE)
    def case_page(self, request: Request, case_id: str) -> Page:
        """Show a case and what can be done."""
        case, works = show_case(case_id), request.user.has("officer")
        stamps = [signal["stamp"] for signal in case["signals"] if signal["stamp"]]
        return Page(
            "case.html",
            case=case,
            serials=serials_of(stamps) if works else {},
            words=words,
            outcomes=labels_trace.choices(words.OUTCOMES),
            works=works,
        )

    @route("POST", f"{CASE}/notes", body=s.CaseNoteBody, form="case_page")
    def note_case_form(self, request: Request, case_id: str) -> Redirect:
        """Add a note."""
        body = request.form()
        case_acts.write(self.commands, request, case_id, _seen(request), body)
        return _back(case_id, _("The note is kept."))

    @route("POST", f"{CASE}/void-stamps", body=s.VoidBody, form="case_page")
    def void_case_stamps_form(self, request: Request, case_id: str) -> Redirect:
        """Make the stamps of the case void."""
        done = case_acts.void(self.commands, request, case_id, _seen(request), request.form())
        count = done["voided"]
        told = ngettext("{n} stamp is void now.", "{n} stamps are void now.", count, n=count)
        return _back(case_id, told)

    @route("POST", f"{CASE}/close", body=s.CloseCaseBody, form="case_page")
    def close_case_form(self, request: Request, case_id: str) -> Redirect:
        """End the case."""
        body = request.form()
        case_acts.close(self.commands, request, case_id, _seen(request), body)
        return _back(case_id, _("The case is concluded."))

    @route("POST", f"{CASE}/reopen", body=s.CaseNoteBody, form="case_page")
    def reopen_case_form(self, request: Request, case_id: str) -> Redirect:
        """Look into it again."""
        body = request.form()
        case_acts.reopen(self.commands, request, case_id, _seen(request), body)
        return _back(case_id, _("The case is open again."))

    def _begin(self, request: Request) -> Redirect:
        done = case_acts.begin(self.commands, request, request.form())
        told = _("Case {number} is opened.", number=done["number"])
        return _back(done["id"], told)

    def _add(self, request: Request) -> Redirect:
        body: dict[str, Any] = request.form()
        case_id = body.pop("case_id")
        case_acts.add(self.commands, request, case_id, None, body)
        return _back(case_id, _("The evidence is added."))


def _seen(request: Request) -> int:
    """Return the version that the form was made of."""
    seen = request.fields.get("version", "")
    return int(seen) if seen.isdecimal() else 0


def _back(case_id: str, notice: str) -> Redirect:
    return Redirect(f"{CASES}/{case_id}", notice=notice)
