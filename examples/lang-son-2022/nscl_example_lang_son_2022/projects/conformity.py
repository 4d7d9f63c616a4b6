"""P1: conformity of building materials, 75 supports for 65 products of 15 units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nscl_example_lang_son_2022.chance import sizes, stream
from nscl_example_lang_son_2022.participation import Participation, Wish
from nscl_example_lang_son_2022.units import NAMED

ENTERPRISES, COOPERATIVES = 13, 2
CERTIFIED, DECLARED, COMPANY_STANDARDS = 44, 12, 19
PRODUCTS = 65
LARGEST = 8
# Certificates that four enterprises were granted within the year, by their place; the
# first place is the one real name, of which no result was published.
GRANTED = {1: 2, 2: 2, 3: 2, 4: 1}

REGULATION = "QCVN 16:2019/BXD"


@dataclass(frozen=True)
class Kind:
    """A kind of building material; ``item`` is its certification, to ``standard``."""

    trade: str
    item: str
    standard: str
    name: str
    variants: tuple[str, ...]

    def products(self, number: int) -> list[str]:
        """Return the names of the first ``number`` products."""
        return [f"{self.name} {variant}" for variant in self.variants[:number]]


STONE = Kind(
    "khai thác đá", "CN-01", "TCVN 7570:2006", "Đá dăm",
    ("0,5×1", "1×2", "2×4", "4×6", "cấp phối loại 1", "cấp phối loại 2", "mạt", "hộc"),
)  # fmt: skip
KINDS = (
    Kind(
        "gạch không nung", "CN-02", REGULATION, "Gạch bê tông",
        ("đặc 220×105×60", "rỗng 220×105×60", "rỗng 220×105×130", "rỗng 390×100×130",
         "rỗng 390×120×130", "rỗng 390×150×190", "rỗng 390×190×190", "đặc 200×95×60"),
    ),
    Kind(
        "gạch tuynel", "CN-02", REGULATION, "Gạch đất sét nung",
        ("đặc A1", "đặc A2", "rỗng 2 lỗ A1", "rỗng 2 lỗ A2", "rỗng 4 lỗ", "rỗng 6 lỗ",
         "rỗng 6 lỗ nửa viên", "rỗng 10 lỗ"),
    ),
    Kind(
        "cát nghiền", "CN-02", REGULATION, "Cát nghiền",
        ("cho bê tông", "cho vữa xây", "cho vữa trát", "mô đun 1,6", "mô đun 2,0", "mô đun 2,4",
         "mô đun 2,8", "rửa sạch"),
    ),
    Kind(
        "cấu kiện bê tông", "CN-01", "TCVN 9113:2012", "Ống cống bê tông cốt thép",
        ("D300", "D400", "D500", "D600", "D800", "D1000", "D1250", "D1500"),
    ),
    Kind(
        "gạch lát", "CN-01", "TCVN 7744:2013", "Gạch terrazzo",
        ("300×300 đỏ", "300×300 xám", "300×300 vàng", "400×400 đỏ", "400×400 xám",
         "400×400 vàng", "400×400 vân đá", "500×500 xám"),
    ),
    Kind(
        "vật liệu lát đường", "CN-01", "TCVN 6476:1999", "Gạch bê tông tự chèn",
        ("lục giác", "chữ I", "con sâu", "chữ nhật", "bát giác", "hoa thị", "ba cạnh",
         "trồng cỏ"),
    ),
)  # fmt: skip


def participations(seed: int) -> list[Participation]:
    """Return 15 seats: 13 DN, then 2 HTX."""
    places = _products_by_place(seed)
    wishes = _wishes(seed, places)
    return [
        Participation(
            project="P1",
            org_type="DN" if place < ENTERPRISES else "HTX",
            trade=kind.trade,
            wishes=wishes[place],
            cost=(5 * len(wishes[place]), 13 * len(wishes[place])),
            name=NAMED if place == 0 else "",
        )
        for place, (kind, _products) in enumerate(places)
    ]


def _products_by_place(seed: int) -> list[tuple[Kind, list[str]]]:
    """Give each place one kind of material and its share of the 65 products."""
    chance = stream(seed, "P1 products")
    minima = [max(1, GRANTED.get(place, 1)) for place in range(ENTERPRISES + COOPERATIVES)]
    numbers = sizes(chance, minima, PRODUCTS, LARGEST)
    others = [KINDS[n % len(KINDS)] for n in range(len(numbers) - 1)]
    chance.shuffle(others)
    return [
        (kind, kind.products(number))
        for kind, number in zip((STONE, *others), numbers, strict=True)
    ]


def _wishes(seed: int, places: Sequence[tuple[Kind, list[str]]]) -> list[tuple[Wish, ...]]:
    """Share out 44 certifications, 12 declarations and 19 TCCS over the products.

    Every product gets one item in turn; the TCCS that are left over go to
    products that have another item, no product getting the same item twice.
    """
    turn = iter(_items())
    first = [[(product, next(turn)) for product in products] for _kind, products in places]
    others = [product for place in first for product in place if product[1] != "TC-01"]
    doubled = _second_time(seed, first, len(others))
    return [
        tuple(_wish(kind, *line) for line in [*lines, *doubled[place]])
        for place, ((kind, _products), lines) in enumerate(zip(places, first, strict=True))
    ]


def _items() -> list[str]:
    alone = PRODUCTS - CERTIFIED - DECLARED
    return ["CN"] * CERTIFIED + ["CB-01"] * DECLARED + ["TC-01"] * alone


def _second_time(
    seed: int, first: Sequence[Sequence[tuple[str, str]]], candidates: int
) -> list[list[tuple[str, str]]]:
    """Return the TCCS beside another item, by place."""
    extra = COMPANY_STANDARDS - (PRODUCTS - CERTIFIED - DECLARED)
    chosen = set(stream(seed, "P1 TCCS").sample(range(candidates), extra))
    found: list[list[tuple[str, str]]] = [[] for _ in first]
    lines = [(place, line) for place, products in enumerate(first) for line in products]
    for number, (place, (product, _item)) in enumerate(lines):
        if number in chosen:
            found[place].append((product, "TC-01"))
    return found


def _wish(kind: Kind, product: str, item: str) -> Wish:
    if item == "TC-01":
        return Wish(item, product)
    return Wish(kind.item if item == "CN" else item, product, kind.standard)
