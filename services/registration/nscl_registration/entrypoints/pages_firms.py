"""Pages: the register of units."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.tax_code import parse_tax_code
from nscl_registration.entrypoints import firm_forms, firm_labels, labels
from nscl_registration.entrypoints.access import WEB
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.chips import chips, chosen, quoted
from nscl_registration.entrypoints.exports import filters, handed_out
from nscl_registration.entrypoints.firm_bodies import FirmForm, FirmQuery, firm_input
from nscl_registration.entrypoints.firm_sheet import COLUMNS
from nscl_registration.entrypoints.http_units import communes
from nscl_registration.handlers.commands import RegisterFirm
from nscl_registration.handlers.firm_commands import UpdateFirm
from nscl_registration.queries.applications import applications_of
from nscl_registration.queries.duplicates import alike, pairs_of
from nscl_registration.queries.firms import (
    absorbed_by,
    entry_of,
    every_firm,
    history_of,
    holder_of,
    list_firms,
    show_firm,
    survivor_of,
)
from nscl_shared.i18n import _
from nscl_shared.kernel import InvalidInput
from nscl_shared.kernel.clock import today
from nscl_shared.web import Download, Page, Redirect, Request, route
from nscl_shared.web.forms import FormState, form_values, load

FILTERS = ("q", "org_type", "section", "commune_code", "province_code")


class FirmPages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{WEB}/firms", query=FirmQuery)
    def firms_page(self, request: Request) -> Page:
        """List units by name."""
        query = request.query()
        found = list_firms(owner=owner(request), **query)
        choices = {
            "org_type": labels.choices(labels.ORG_TYPES),
            "section": firm_labels.sections(),
            "commune_code": [(one["code"], one["name"]) for one in communes(None, today())],
            "province_code": (),
        }
        words = {name: chosen(options, query.get(name)) for name, options in choices.items()}
        return Page(
            "firms.html",
            firms=found["items"],
            next=found["next"],
            query=query,
            filtered=any(query.get(name) for name in FILTERS),
            labels=labels,
            choices=choices,
            chips=chips(request, q=quoted(query), **words),
        )

    @route("GET", f"{WEB}/firms.xlsx", query=FirmQuery)
    def firms_sheet(self, request: Request) -> Download:
        """Hand out the list as a spreadsheet; the audit log knows of it."""
        asked = filters(request)
        sheet = (_("Units"), COLUMNS, every_firm(**asked))
        return handed_out(request, "firms", "don-vi", sheet, asked)

    @route("GET", f"{WEB}/firms/new")
    def new_firm_page(self, request: Request) -> Page:
        """Show the form."""
        return _new_form(request)

    @route("POST", f"{WEB}/firms", body=FirmForm, form="new_firm_page")
    def register_firm_form(self, request: Request) -> Page | Redirect:
        """Enter a unit."""
        if firm_forms.finds(request):
            return _new_form(request)
        fields = request.form()
        fields.pop("version")
        command = RegisterFirm(by=actor(request), **firm_input(fields))
        made = self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{WEB}/firms/{made['id']}", notice=_("The unit is registered."))

    @route("GET", f"{WEB}/firms/<firm_id>")
    def firm_page(self, request: Request, firm_id: str) -> Page:
        """Show a unit with its applications and those of entries merged into it."""
        firm = show_firm(firm_id, owner=owner(request))
        absorbed = absorbed_by(firm_id)
        ids = [firm_id, *(one["id"] for one in absorbed)]
        found = applications_of(ids, owner=owner(request))
        return Page(
            "firm.html",
            firm=firm,
            absorbed=absorbed,
            survivor=survivor_of(firm_id),
            pairs=[] if owner(request) else pairs_of(firm_id),
            history=history_of(firm_id, owner=owner(request))["items"],
            applications=found,
            labels=labels,
            words=firm_labels,
        )

    @route("GET", f"{WEB}/firms/<firm_id>/edit")
    def edit_firm_page(self, request: Request, firm_id: str) -> Page:
        """Show the form; when somebody else was faster, both versions side by side."""
        return self._edit_form(request, firm_id)

    @route("POST", f"{WEB}/firms/<firm_id>", body=FirmForm, form="edit_firm_page")
    def update_firm_form(self, request: Request, firm_id: str) -> Page | Redirect:
        """Change a unit."""
        if firm_forms.finds(request):
            return self._edit_form(request, firm_id)
        request.form()
        facts, _version = entry_of(firm_id, owner=owner(request))
        sent = firm_forms.settled(request.fields, facts)
        request.form_state = FormState(values=form_values(sent))
        fields = load(FirmForm(), sent)
        version = fields.pop("version")
        command = UpdateFirm(
            by=actor(request), firm_id=firm_id, version=version, **firm_input(fields)
        )
        self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{WEB}/firms/{firm_id}", notice=_("The entry is changed."))

    def _edit_form(self, request: Request, firm_id: str) -> Page:
        facts, version = entry_of(firm_id, owner=owner(request))
        typed = request.form_state.values
        if typed and typed.get("version") != str(version):
            return self._conflict(request, firm_id)
        if not typed:
            values = {**firm_forms.form_values_of(facts), "version": str(version)}
            request.form_state = FormState(values=values)
        return Page(
            "firm_form.html",
            firm={"id": firm_id, "name": facts.name},
            target=f"{WEB}/firms/{firm_id}",
            **_warnings(request, firm_id),
            **firm_forms.form_context(request),
        )

    def _conflict(self, request: Request, firm_id: str) -> Page:
        facts, version = entry_of(firm_id, owner=owner(request))
        history = history_of(firm_id, owner=owner(request))["items"]
        rows = firm_forms.differences(facts, version, request.fields, history)
        own = {
            name: value for name, value in request.form_state.values.items() if name != "version"
        }
        return Page(
            "firm_conflict.html",
            firm={"id": firm_id, "name": facts.name},
            rows=rows,
            last=history[0],
            version=version,
            typed=own,
            words=firm_labels,
        )


def _new_form(request: Request) -> Page:
    return Page(
        "firm_form.html",
        firm=None,
        target=f"{WEB}/firms",
        **_warnings(request),
        **firm_forms.form_context(request),
    )


def _warnings(request: Request, firm_id: str = "") -> dict[str, Any]:
    """Return entries like the one being written, and who has its tax code."""
    values = request.form_state.values
    name = str(values.get("name") or "")
    phones = [str(v) for key, v in values.items() if key.endswith(".phone") and v]
    found = alike(name, phones, firm_id=firm_id)["items"] if name and not firm_id else []
    return {"alike": found, "taken": _holder(values) if request.form_state.errors else None}


def _holder(values: Any) -> dict[str, Any] | None:
    try:
        code = parse_tax_code(str(values.get("tax_code") or ""), OrgType.HOUSEHOLD)
    except InvalidInput:
        return None
    return holder_of(code.number)
