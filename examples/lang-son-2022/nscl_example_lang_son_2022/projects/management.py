"""P3: management systems; published by system for the enterprises only."""

from __future__ import annotations

from nscl_example_lang_son_2022.chance import stream
from nscl_example_lang_son_2022.participation import Participation, Wish

QUALITY = Wish("HT-01", standard="ISO 9001:2015")
ORDER = Wish("CC-01", standard="5S")
FOOD_SAFETY = Wish("HT-02", standard="ISO 22000:2018")
# For the cooperatives no breakdown was published: not classified, never guessed.
UNCLASSIFIED = Wish("HT-09")

ENTERPRISE_TRADES = (
    "xây dựng", "cơ khí", "may mặc", "vận tải", "in ấn", "chế biến gỗ", "điện nước",
    "thương mại", "nước sạch", "dịch vụ",
)  # fmt: skip
COOPERATIVE_TRADES = (
    "nông nghiệp", "chăn nuôi", "lâm nghiệp", "rau an toàn", "dược liệu", "cây ăn quả",
    "thủy sản", "chế biến nông sản", "dịch vụ tổng hợp",
)  # fmt: skip


def participations(seed: int) -> list[Participation]:
    """Return 11 DN (8 ISO 9001, 2 5S, 1 ISO 22000), then 9 HTX."""
    systems = [QUALITY] * 8 + [ORDER] * 2
    stream(seed, "P3 systems").shuffle(systems)
    enterprises = [
        _seat("DN", trade, system) for trade, system in zip(ENTERPRISE_TRADES, systems, strict=True)
    ]
    food = _seat("DN", "thực phẩm", FOOD_SAFETY)
    return [*enterprises, food, *(_seat("HTX", t, UNCLASSIFIED) for t in COOPERATIVE_TRADES)]


def _seat(org_type: str, trade: str, wish: Wish) -> Participation:
    cost = (20, 45) if wish == ORDER else (60, 120)
    return Participation(project="P3", org_type=org_type, trade=trade, wishes=(wish,), cost=cost)
