"""P4: good agricultural practice and organic production."""

from __future__ import annotations

from nscl_example_lang_son_2022.participation import Participation, Wish

VIETGAP, GAHP, ORGANIC = "NN-01", "NN-03", "NN-04"
STANDARDS = {VIETGAP: "TCVN 11892-1:2017", GAHP: "VietGAHP", ORGANIC: "TCVN 11041-2:2017"}

# Organisation type, trade, item, product; how the items are shared out was not published.
SEATS = (
    ("DN", "nông sản", VIETGAP, "Rau bắp cải"),
    ("HTX", "cây ăn quả", VIETGAP, "Quả na"),
    ("HTX", "rau an toàn", VIETGAP, "Rau cải ngồng"),
    ("HTX", "cây có múi", VIETGAP, "Quả bưởi"),
    ("HTX", "trồng trọt", VIETGAP, "Khoai tây"),
    ("HTX", "chăn nuôi", GAHP, "Gà thả đồi"),
    ("HTX", "hồi quế", ORGANIC, "Hoa hồi tươi"),
    ("HTX", "chè", ORGANIC, "Chè búp tươi"),
)
# Place of the cooperative that takes part in traceability as well.
ORCHARD = ("P4", 1)


def participations() -> list[Participation]:
    """Return 1 DN, then 7 HTX."""
    return [
        Participation(
            project="P4",
            org_type=org_type,
            trade=trade,
            wishes=(Wish(item, product, STANDARDS[item]),),
            cost=(45, 105),
        )
        for org_type, trade, item, product in SEATS
    ]
