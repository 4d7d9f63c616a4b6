"""P2: three enterprises that apply systems, tools and standards together."""

from __future__ import annotations

from nscl_example_lang_son_2022.participation import Participation, Wish

TRADES = ("chế biến gỗ", "cơ khí", "chế biến nông sản")


def participations() -> list[Participation]:
    """Return 3 DN."""
    return [
        Participation(
            project="P2", org_type="DN", trade=trade, wishes=(Wish("MH-01"),), cost=(70, 140)
        )
        for trade in TRADES
    ]
