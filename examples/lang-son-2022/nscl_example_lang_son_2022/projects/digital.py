"""P6: information technology for three enterprises, one of them also a model unit."""

from __future__ import annotations

from nscl_example_lang_son_2022.participation import Participation, Wish

TRADES = ("chế biến gỗ", "vận tải", "thương mại")
MODEL_UNIT = ("P2", 0)


def participations() -> list[Participation]:
    """Return 3 DN, the first of which has the first seat of P2 as well."""
    return [
        Participation(
            project="P6",
            org_type="DN",
            trade=trade,
            wishes=(Wish("CDS-01"),),
            cost=(40, 110),
            same_as=MODEL_UNIT if place == 0 else None,
        )
        for place, trade in enumerate(TRADES)
    ]
