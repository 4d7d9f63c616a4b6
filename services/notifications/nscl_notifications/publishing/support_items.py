"""Names of the support items, as letters call them (codes: nscl_contracts.vocabulary)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nscl_shared.i18n import N_, translate

SUPPORT_ITEM_NAMES: Mapping[str, str] = {
    "TC-01": N_("Drafting a company standard"),
    "TC-02": N_("Applying national standards or regulations"),
    "CN-01": N_("Certification of conformity to a standard"),
    "CN-02": N_("Certification of conformity to a technical regulation"),
    "CB-01": N_("Declaration of conformity by own assessment"),
    "CB-02": N_("Declaration of conformity based on certification"),
    "CB-03": N_("Declaration of conformity to a technical regulation"),
    "HT-01": N_("Quality management system (ISO 9001)"),
    "HT-02": N_("Food safety management system (ISO 22000)"),
    "HT-03": N_("Environmental management system (ISO 14001)"),
    "HT-04": N_("Energy management system (ISO 50001)"),
    "HT-05": N_("Occupational health and safety management system (ISO 45001)"),
    "HT-09": N_("Other management system"),
    "CC-01": N_("5S"),
    "CC-09": N_("Other improvement tool"),
    "NN-01": N_("VietGAP"),
    "NN-02": N_("GLOBALG.A.P."),
    "NN-03": N_("Good animal husbandry (GAHP)"),
    "NN-04": N_("Organic agriculture"),
    "TX-01": N_("Traceability system"),
    "TX-02": N_("Traceability stamps"),
    "TX-03": N_("Certification of a traceability system"),
    "TT-01": N_("Trademark and intellectual property"),
    "TT-02": N_("Brand building"),
    "TT-03": N_("Numbers and bar codes"),
    "GT-01": N_("National Quality Award"),
    "CNg-01": N_("Technology innovation and transfer"),
    "CNg-02": N_("Measuring and testing equipment"),
    "CDS-01": N_("Information technology and digital management"),
    "MH-01": N_("Comprehensive pilot model"),
    "DT-01": N_("Productivity and quality training for firms"),
    "DT-02": N_("Training of students and experts"),
    "TTr-01": N_("Information and communication"),
}


def describe(supports: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return one line per support, in the current language: item, product, system, code."""
    return [_line(support) for support in supports]


def _line(support: Mapping[str, Any]) -> str:
    code = support["item_code"]
    name = translate(SUPPORT_ITEM_NAMES.get(code, code), package="nscl_notifications")
    parts = [name, support.get("product_name"), support.get("system")]
    return f"{' – '.join(part for part in parts if part)} ({code})"
