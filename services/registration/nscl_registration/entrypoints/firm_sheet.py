"""The columns of the register as a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints.firm_labels import REVENUE_BANDS
from nscl_registration.entrypoints.sheets import Columns
from nscl_shared.i18n import N_, _

COLUMNS: Columns = {
    N_("Legal name"): (45, lambda firm: firm["name"]),
    N_("Short name"): (20, lambda firm: firm["short_name"]),
    N_("Kind"): (16, lambda firm: _worded(labels.ORG_TYPES, firm["org_type"])),
    N_("Tax code"): (16, lambda firm: firm["tax_code"]),
    N_("Head office"): (50, lambda firm: firm["address_written"]),
    N_("Commune code"): (12, lambda firm: firm["commune_code"]),
    N_("Legal representative"): (24, lambda firm: firm["representative_name"]),
    N_("Contact person"): (24, lambda firm: firm["contact_name"]),
    N_("E-mail"): (28, lambda firm: firm["contact_email"]),
    N_("Telephone"): (16, lambda firm: firm["contact_phone"]),
    N_("Sector (VSIC)"): (12, lambda firm: firm["sector"]),
    N_("Employees"): (10, lambda firm: firm["employees"]),
    N_("Revenue of a year"): (30, lambda firm: _worded(REVENUE_BANDS, firm["revenue_band"])),
    N_("Main products"): (
        50,
        lambda firm: "; ".join(product["name"] for product in firm["products"]),
    ),
}


def _worded(words: Mapping[str, str], code: str | None) -> str | None:
    return _(words[code]) if code else None
