"""Words for organisation types."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_shared.i18n import N_

ORG_LABELS: Mapping[str, str] = {
    "DN": N_("Enterprise"),
    "HTX": N_("Cooperative"),
    "LHHTX": N_("Union of cooperatives"),
    "THT": N_("Cooperative group"),
    "HKD": N_("Business household"),
}
