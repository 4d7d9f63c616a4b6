"""Support items (mã nội dung hỗ trợ) as the report groups them.

The groups are those of the published results of Lạng Sơn for 2022; the codes
are the contracts' ``SUPPORT_ITEMS``.
"""

from __future__ import annotations

import unicodedata

UNCLASSIFIED = "chưa phân loại"

_STANDARDS = ("TC-", "CN-", "CB-")
_SYSTEMS = ("HT-", "CC-")
_GROUPS = {
    "CN-01": "certification_hop_chuan_hop_quy",
    "CN-02": "certification_hop_chuan_hop_quy",
    "CB-01": "self_declaration_hop_chuan",
    "CB-02": "declaration_hop_chuan_by_certification",
    "CB-03": "declaration_hop_quy",
    "TC-01": "company_standard_tccs",
    "TC-02": "application_tcvn_qcvn",
}
GROUPS = tuple(dict.fromkeys(_GROUPS.values()))


def concerns_standards(item_code: str) -> bool:
    """Tell whether the item is about standards and conformity of a product."""
    return item_code.startswith(_STANDARDS)


def concerns_systems(item_code: str) -> bool:
    """Tell whether the item is a management system or an improvement tool."""
    return item_code.startswith(_SYSTEMS)


def group_of(item_code: str) -> str:
    """Return the group a standards item is published under; an unknown code is its own."""
    return _GROUPS.get(item_code, item_code)


def system_name(system: str | None) -> str:
    """Return a system's name in one spelling; what nobody classified stays so.

    Texts that look equal may differ in their code points (NFC against NFD) or
    spaces; a missing name is never guessed from the item.
    """
    words = " ".join(unicodedata.normalize("NFC", system or "").split())
    return words or UNCLASSIFIED
