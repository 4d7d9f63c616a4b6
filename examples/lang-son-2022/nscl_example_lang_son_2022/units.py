"""Synthetic units that nobody can mistake for real ones.

Names say "(dữ liệu giả lập)"; tax codes have a valid check digit but begin
with 99, which is no tax office's number; telephone numbers begin with 0000;
mail goes to a domain reserved for examples (RFC 2606).
"""

from __future__ import annotations

from collections.abc import Sequence

from stdnum.vn import mst

from nscl_example_lang_son_2022.chance import stream
from nscl_example_lang_son_2022.model import Product, Unit

MARK = "(dữ liệu giả lập)"
SHORT_MARK = "(giả lập)"
NAMED = "Công ty TNHH khai thác mỏ Huyền Sơn"

TAX_PREFIX = "99"
TAX_CODE_DIGITS = 10
TAX_STRIDE = 137  # so that neighbours do not look like one another's typing errors

_FORMS = {
    "DN": (
        "Công ty TNHH",
        "Công ty cổ phần",
        "Công ty TNHH một thành viên",
        "Doanh nghiệp tư nhân",
    ),
    "HTX": ("Hợp tác xã",),
}
# District level, as it was in 2022.
_PLACES = (
    "thành phố Lạng Sơn", "huyện Bắc Sơn", "huyện Bình Gia", "huyện Cao Lộc", "huyện Chi Lăng",
    "huyện Đình Lập", "huyện Hữu Lũng", "huyện Lộc Bình", "huyện Tràng Định", "huyện Văn Lãng",
    "huyện Văn Quan",
)  # fmt: skip


def make_unit(
    seed: int, number: int, org_type: str, trade: str, products: Sequence[str], name: str = ""
) -> Unit:
    """Return the ``number``-th unit; ``trade`` is a word of its name, e.g. "xây dựng".

    ``name`` replaces the made-up name: for the one participant that is real, of
    which nothing else here is.
    """
    key = f"U{number:02d}"
    chance = stream(seed, f"unit {key}")
    form = chance.choice(_FORMS[org_type])
    place = chance.choice(_PLACES)
    return Unit(
        key=key,
        name=name or f"{form} {trade} Ví dụ {number:03d} {MARK}",
        org_type=org_type,
        tax_code=tax_code(number),
        address=f"Địa chỉ giả lập {number:03d}, {place}, tỉnh Lạng Sơn",
        contact_name=f"Người liên hệ {number:03d} {MARK}",
        contact_email=f"don-vi-{number:03d}@lang-son.example",
        contact_phone=f"0000 000 {number:03d}",
        products=tuple(
            Product(key=f"{key}-{line:02d}", name=f"{product} {SHORT_MARK}")
            for line, product in enumerate(products, start=1)
        ),
    )


def tax_code(number: int) -> str:
    """Return the ``number``-th (from 1) tax code of the range that is nobody's.

    A stem whose check digit would be "10" has no valid code and is passed over.
    """
    stem = number * TAX_STRIDE
    while len(_coded(stem)) > TAX_CODE_DIGITS:
        stem += 1
    return _coded(stem)


def _coded(stem: int) -> str:
    digits = f"{TAX_PREFIX}{stem:07d}"
    return digits + str(mst.calc_check_digit(digits))
