"""The words for codes of the register of units."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_registration.domain.codes import RevenueBand
from nscl_registration.domain.firm_history import ChangeKind
from nscl_registration.domain.sectors import DIVISIONS, SECTIONS, sector_name
from nscl_registration.entrypoints.labels import ORG_TYPES
from nscl_shared.i18n import N_, _

REVENUE_BANDS: Mapping[str, str] = {
    RevenueBand.UP_TO_3: N_("Up to 3 thousand million đồng"),
    RevenueBand.UP_TO_10: N_("3 to 10 thousand million đồng"),
    RevenueBand.UP_TO_50: N_("10 to 50 thousand million đồng"),
    RevenueBand.UP_TO_100: N_("50 to 100 thousand million đồng"),
    RevenueBand.UP_TO_200: N_("100 to 200 thousand million đồng"),
    RevenueBand.UP_TO_300: N_("200 to 300 thousand million đồng"),
    RevenueBand.ABOVE: N_("More than 300 thousand million đồng"),
}

GROUPS: Mapping[str, str] = {
    "name": N_("Legal name"),
    "short_name": N_("Short name"),
    "org_type": N_("Kind"),
    "tax_code": N_("Tax code"),
    "registration": N_("Registration certificate"),
    "head_office": N_("Head office"),
    "production": N_("Places of production"),
    "representative": N_("Legal representative"),
    "contacts": N_("Contacts"),
    "sector": N_("Sector (VSIC)"),
    "employees": N_("Employees"),
    "revenue_band": N_("Revenue of a year"),
    "products": N_("Main products"),
    "systems": N_("Systems and certificates held"),
}

CHANGES: Mapping[str, tuple[str, str]] = {
    ChangeKind.REGISTERED: (N_("Registered"), "info"),
    ChangeKind.UPDATED: (N_("Changed"), "progress"),
    ChangeKind.CONTACT_ERASED: (N_("Contact person erased"), "warn"),
    ChangeKind.MERGED: (N_("Merged into another entry"), "warn"),
    ChangeKind.ABSORBED: (N_("Another entry merged into this one"), "good"),
    ChangeKind.SEPARATED: (N_("Merger taken back"), "warn"),
    ChangeKind.RELEASED: (N_("An entry was separated from this one"), "warn"),
}

PAIR_STATES: Mapping[str, str] = {
    "open": N_("To be judged"),
    "dismissed": N_("Two units"),
    "merged": N_("Merged"),
    "gone": N_("Not alike any more"),
}

REASONS: Mapping[str, str] = {"name": N_("Similar name"), "phone": N_("Same telephone")}


def sections() -> list[tuple[str, str]]:
    """Return the sections of VSIC for a select; the names are official and Vietnamese."""
    return [(letter, f"{letter} · {name}") for letter, (name, _span) in SECTIONS.items()]


def sectors(chosen: object = None) -> list[tuple[str, str]]:
    """Return the divisions of VSIC for a select, and a finer code that is already chosen."""
    offered = [(code, f"{code} · {name}") for code, name in DIVISIONS.items()]
    code = str(chosen or "")
    return offered if not code or code in DIVISIONS else [(code, code), *offered]


def sector_label(code: str | None) -> str:
    """Return code and name of a sector."""
    return f"{code} · {sector_name(code)}" if code else "—"


def reasons(given: list[str]) -> str:
    """Return why two entries look alike."""
    return ", ".join(_(REASONS[one]) for one in given)


def shown(group: str, text: str | None) -> str:
    """Return a group's text for people: codes in words, nothing as a dash."""
    if not text:
        return "—"
    if group == "sector":
        return sector_label(text)
    words = {"org_type": ORG_TYPES, "revenue_band": REVENUE_BANDS}.get(group, {})
    return _(words[text]) if text in words else text
