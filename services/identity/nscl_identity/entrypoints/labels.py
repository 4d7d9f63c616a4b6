"""Words for roles."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_shared.i18n import N_, _

ROLE_LABELS: Mapping[str, str] = {
    "admin": N_("Administrator"),
    "officer": N_("Officer"),
    "appraiser": N_("Appraiser"),
    "finance": N_("Accountant"),
    "firm": N_("Firm"),
    "partner": N_("Partner agency"),
    "auditor": N_("Auditor"),
}


def role_label(role: str) -> str:
    """Return the words for ``role``."""
    return _(ROLE_LABELS[role])
