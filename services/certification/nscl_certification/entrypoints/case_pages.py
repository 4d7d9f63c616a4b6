"""The pages: certification cases."""

from __future__ import annotations

from typing import Any

from nscl_certification.entrypoints import labels
from nscl_certification.entrypoints import schemas as s
from nscl_certification.entrypoints.forms import CASE_FORMS, NewCaseForm
from nscl_certification.entrypoints.new_case import new_case
from nscl_certification.entrypoints.reading import listing, own_firms, who
from nscl_certification.entrypoints.steps import case_command, chosen
from nscl_certification.handlers.schemes import installed_schemes
from nscl_certification.queries.details import (
    approved_applications,
    known_firm,
    known_firms,
    show_case,
)
from nscl_certification.queries.listing import list_cases
from nscl_shared.i18n import _
from nscl_shared.kernel.clock import today
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Page, Redirect, Request, route

CASES = "/certification/cases"
STEP = f"{CASES}/<case_id>/steps/<action>"


class CasePages:
    """Cases: list, new, one, its steps."""

    commands: CommandBus

    @route("GET", CASES, query=s.ListSchema)
    def cases_page(self, request: Request) -> Page:
        """Show the cases with their filters."""
        query = request.query()
        items, following = list_cases(listing(query, request.user))
        states = [(code, _(words)) for code, (words, _tone) in labels.CASE_STATES.items()]
        return Page(
            "cases.html",
            rows=[_row(item) for item in items],
            next=following,
            query=query,
            schemes=labels.scheme_options(),
            states=states,
            may_write=request.user.has("officer"),
        )

    @route("GET", f"{CASES}/new")
    def new_case_page(self, request: Request) -> Page:
        """Show the form of a new case; the unit is chosen first (``?firm_id=``)."""
        firm = known_firm(_wanted_firm(request))
        products = firm["products"] if firm else []
        applications = approved_applications(firm["firm_id"]) if firm else []
        return Page(
            "new_case.html",
            firm=firm,
            firms=known_firms(),
            products=[(product["product_id"], product["name"]) for product in products],
            applications=[(a["id"], a["case_number"]) for a in applications],
            schemes=labels.scheme_options(),
            org_types=labels.org_type_options(),
            today=today(),
        )

    @route("POST", CASES, body=NewCaseForm, form="new_case_page")
    def open_case_form(self, request: Request) -> Redirect:
        """Open a case."""
        command = new_case(request.form(), who(request.user))
        case = self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{CASES}/{case['id']}", notice=_("The case is open."))

    @route("GET", f"{CASES}/<case_id>")
    def case_page(self, request: Request, case_id: str) -> Page:
        """Show a case with its timeline and the steps possible now."""
        case = show_case(case_id, own_firms(request.user))
        allowed = case["allowed"] if request.user.has("officer") else []
        return Page(
            "case.html",
            case=_row(case),
            timeline=labels.timeline(case["steps"], labels.CASE_STATES),
            actions=labels.actions(f"{CASES}/{case_id}", case["state"], allowed),
            org_type=labels.org_type_name(case["firm"]["org_type"]),
        )

    @route("GET", STEP)
    def case_step(self, request: Request, case_id: str, action: str) -> Page:
        """Show the form of a step."""
        chosen(action, CASE_FORMS)
        case = show_case(case_id, own_firms(request.user))
        return Page(
            "case_step.html",
            case=_row(case),
            action=action,
            title=_(labels.ACTIONS[action]),
            today=today(),
            expiry_hint=_expiry_hint(case["scheme"]),
        )

    @route("POST", STEP, form="case_step")
    def take_case_step(self, request: Request, case_id: str, action: str) -> Redirect:
        """Carry out a step."""
        form = request.form(chosen(action, CASE_FORMS)())
        command = case_command(action, case_id, form, who(request.user))
        done = self.commands.execute(command, key=request.idempotency_key)
        warnings = [_(labels.WARNINGS[code]) for code in done.get("warnings", [])]
        return Redirect(f"{CASES}/{case_id}", notice=" ".join([_("Noted."), *warnings]))


def _wanted_firm(request: Request) -> str:
    return request.args.get("firm_id") or str(request.form_state.value("firm_id"))


def _expiry_hint(code: str) -> str:
    scheme = installed_schemes().get(code)
    if scheme is None or scheme.default_months is None:
        return _("As printed on the certificate.")
    months = scheme.default_months
    return _(
        "As printed; left empty, the usual validity of {months} months is filled in.",
        months=months,
    )


def _row(case: dict[str, Any]) -> dict[str, Any]:
    return {
        **case,
        "badge": labels.label(labels.CASE_STATES, case["state"]),
        "scheme_title": labels.scheme_title(case["scheme"]),
    }
