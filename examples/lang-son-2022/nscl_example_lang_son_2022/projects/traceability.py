"""P5: traceability of 16 OCOP products of 15 units."""

from __future__ import annotations

from dataclasses import dataclass

from nscl_example_lang_son_2022.participation import Participation, Wish
from nscl_example_lang_son_2022.projects.farming import ORCHARD


@dataclass(frozen=True)
class Good:
    """An OCOP product: how it is packed and how many days it keeps."""

    name: str
    package: str
    days: int


ORCHARD_FRUIT = Good("Quả na", "thùng 5 kg", 10)

# Organisation type, trade, products. The orchard has this product already from P4.
SEATS = (
    ("DN", "chè", (Good("Chè xanh", "hộp 200 g", 540),)),
    ("DN", "rượu", (Good("Rượu men lá", "chai 500 ml", 1095),)),
    ("DN", "thực phẩm", (Good("Cao khô", "gói 500 g", 365),)),
    ("HTX", "cây ăn quả", (ORCHARD_FRUIT,)),
    ("HTX", "cây ăn quả", (Good("Quả hồng không hạt", "thùng 5 kg", 15),)),
    ("HTX", "cây có múi", (Good("Quả quýt vàng", "thùng 5 kg", 20),)),
    ("HTX", "nông sản", (Good("Thạch đen", "hộp 400 g", 180),)),
    ("HTX", "nuôi ong", (Good("Mật ong", "chai 500 ml", 720),)),
    (
        "HTX",
        "ẩm thực",
        (Good("Khâu nhục", "hộp 500 g", 180), Good("Vịt quay đóng gói", "gói 1 kg", 30)),
    ),
    ("HTX", "làng nghề", (Good("Bánh chưng đen", "cặp", 7),)),
    ("HTX", "chế biến nông sản", (Good("Miến dong", "gói 500 g", 365),)),
    ("HTX", "lúa gạo", (Good("Gạo nếp", "túi 2 kg", 180),)),
    ("HTX", "thực phẩm", (Good("Măng ngâm ớt", "lọ 500 g", 365),)),
    ("HTX", "hồi quế", (Good("Hoa hồi khô", "gói 200 g", 365),)),
    ("HTX", "nấm", (Good("Nấm hương khô", "gói 200 g", 365),)),
)
GOODS = {good.name: good for _type, _trade, goods in SEATS for good in goods}


def participations() -> list[Participation]:
    """Return 3 DN, then 12 HTX, of which the first has a seat in P4 as well."""
    return [
        Participation(
            project="P5",
            org_type=org_type,
            trade=trade,
            wishes=tuple(Wish(item, good.name) for good in goods for item in ("TX-01", "TX-02")),
            cost=(35, 85),
            same_as=ORCHARD if goods == (ORCHARD_FRUIT,) else None,
        )
        for org_type, trade, goods in SEATS
    ]
