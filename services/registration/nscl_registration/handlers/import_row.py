"""Make one row an application, by the handlers that serve entry by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from nscl_registration.domain.firm import Firm
from nscl_registration.domain.firm_facts import FirmInput
from nscl_registration.domain.import_rows import CaseRef, NewCase
from nscl_registration.domain.likeness import sketch
from nscl_registration.domain.products import Product
from nscl_registration.domain.steps import Actor
from nscl_registration.domain.supports import Wish
from nscl_registration.domain.tax_code import parse_tax_code
from nscl_registration.handlers.commands import FileApplication, RegisterFirm, SubmitApplication
from nscl_registration.handlers.file_application import file_application
from nscl_registration.handlers.firm_commands import UpdateFirm
from nscl_registration.handlers.ports import RegistrationWork
from nscl_registration.handlers.register_firm import register_firm
from nscl_registration.handlers.submit_application import submit_application
from nscl_registration.handlers.update_firm import update_firm
from nscl_shared.kernel import InvalidInput, search_key

LONGEST_MERGER = 10  # entries that were merged one into the other


def import_row(
    case: NewCase, project_id: str, *, by: Actor, on: date, at: datetime, uow: RegistrationWork
) -> tuple[CaseRef, int]:
    """Return the application that the row became, and how many units are like a new one.

    Raises:
        DomainError: a rule says no, as it would to entry by hand.
    """
    firm, alike = _unit(case, by, at, uow)
    product_id = _product(firm, case.product, by, at, uow)
    filed = file_application(
        FileApplication(
            by=by,
            firm_id=firm.id,
            project_id=project_id,
            supports=tuple(_wish(wish, product_id) for wish in case.wishes),
            estimated_cost_vnd=case.cost_vnd,
            form=case.form,
            on=on,
        ),
        uow,
    )
    if case.handed_in:
        submit_application(
            SubmitApplication(by=by, application_id=filed["id"], submitted_on=on), uow
        )
    return CaseRef(filed["id"], filed["case_number"]), alike


def _unit(case: NewCase, by: Actor, at: datetime, uow: RegistrationWork) -> tuple[Firm, int]:
    known = _known(case.unit, uow)
    if known is not None:
        return known, 0
    made = register_firm(RegisterFirm(**vars(case.unit), by=by, at=at), uow)
    return uow.firms.get(made["id"]), made["alike"]


def _known(unit: FirmInput, uow: RegistrationWork) -> Firm | None:
    if unit.tax_code:
        number = parse_tax_code(unit.tax_code, unit.org_type).number
        found = uow.firms.one(tax_code=number)
    elif unit.commune_code:
        found = _same_place(unit, unit.commune_code, uow)
    else:
        raise InvalidInput("unit-not-told", field="tax_code")
    return _going_on(found, uow) if found else None


def _same_place(unit: FirmInput, commune_code: str, uow: RegistrationWork) -> Firm | None:
    """Return the unit without tax code that has the same name in the same commune.

    What is like it is looked for when it is registered, too, and read once; of a name that
    many have it tells some, of a name that nobody has none.
    """
    name = search_key(unit.name)
    told = sketch("", unit.name, [contact.phone for contact in unit.contacts])
    if not any(search_key(one.name) == name for one in uow.firms.sketches(told)):
        return None
    for firm in uow.firms.namesakes(unit.name, commune_code):
        if firm.tax_code is None and firm.org_type is unit.org_type:
            return firm
    return None


def _going_on(firm: Firm, uow: RegistrationWork) -> Firm:
    """Return the entry that took the place of ``firm``, or itself."""
    for _ in range(LONGEST_MERGER):
        if firm.merged_into is None:
            break
        firm = uow.firms.get(firm.merged_into)
    return firm


def _product(
    firm: Firm, name: str | None, by: Actor, at: datetime, uow: RegistrationWork
) -> str | None:
    """Return the id of the unit's product of that name; a new one is added to the entry."""
    if not name:
        return None
    found = _named(firm, name)
    if found is None:
        products = (*firm.products, Product("", name))
        given = replace(firm.facts.as_entered(), products=products)
        update = UpdateFirm(**vars(given), by=by, firm_id=firm.id, version=firm.version, at=at)
        update_firm(update, uow)
        found = _named(firm, name)
    return found


def _named(firm: Firm, name: str) -> str | None:
    key = search_key(name)
    return next((p.product_id for p in firm.products if search_key(p.name) == key), None)


def _wish(wish: Wish, product_id: str | None) -> Wish:
    return replace(wish, product_id=product_id)
