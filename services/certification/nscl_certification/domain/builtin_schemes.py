"""The schemes this package brings, registered by entry points like everybody else's.

Editions are data of each case ("ISO 9001:2015"), so no scheme names a year.
"""

from __future__ import annotations

from nscl_certification.domain.scheme import Scheme

_CONFORMITY = "Thông tư 28/2012/TT-BKHCN, sửa đổi bởi Thông tư 02/2017/TT-BKHCN"
_ISO = "ISO/IEC 17021-1"


def _product(code: str, vi: str, en: str, months: int, source: str, *, confirmed: bool) -> Scheme:
    return Scheme(
        code=code,
        title={"vi": vi, "en": en},
        default_months=months,
        max_months=months,
        surveillance_months=12,
        covers_products=True,
        source=source,
        confirmed=confirmed,
    )


def _system(code: str, vi: str, en: str, *, source: str = _ISO, confirmed: bool = True) -> Scheme:
    return Scheme(
        code=code,
        title={"vi": vi, "en": en},
        default_months=36,
        max_months=36,
        surveillance_months=12,
        covers_products=False,
        source=source,
        confirmed=confirmed,
    )


HOP_CHUAN = _product(
    "hop-chuan",
    "Chứng nhận hợp chuẩn",
    "Conformity to a standard (voluntary)",
    36,
    _CONFORMITY,
    confirmed=True,
)
HOP_QUY = _product(
    "hop-quy",
    "Chứng nhận hợp quy",
    "Conformity to a technical regulation",
    36,
    _CONFORMITY,
    confirmed=True,
)
ISO_9001 = _system("iso-9001", "ISO 9001 – Quản lý chất lượng", "ISO 9001 – Quality")
ISO_22000 = _system("iso-22000", "ISO 22000 – An toàn thực phẩm", "ISO 22000 – Food safety")
ISO_14001 = _system("iso-14001", "ISO 14001 – Môi trường", "ISO 14001 – Environment")
ISO_45001 = _system(
    "iso-45001",
    "ISO 45001 – An toàn và sức khỏe nghề nghiệp",
    "ISO 45001 – Occupational health and safety",
)
ISO_50001 = _system("iso-50001", "ISO 50001 – Năng lượng", "ISO 50001 – Energy")
HACCP = _system(
    "haccp",
    "HACCP – Phân tích mối nguy",
    "HACCP – Hazard analysis",
    source="TCVN 5603; practice of certification bodies",
    confirmed=False,
)
VIETGAP = Scheme(
    code="vietgap",
    title={"vi": "VietGAP", "en": "VietGAP"},
    default_months=24,
    # May be extended once by up to three months.
    max_months=27,
    surveillance_months=12,
    covers_products=True,
    source="Thông tư 48/2012/TT-BNNPTNT",
    confirmed=True,
)
GLOBALGAP = _product(
    "globalgap",
    "GlobalG.A.P.",
    "GLOBALG.A.P.",
    12,
    "GLOBALG.A.P. General Regulations",
    confirmed=False,
)
GAHP = _product(
    "gahp",
    "GAHP – Chăn nuôi tốt",
    "GAHP – Good animal husbandry",
    24,
    "Thông tư 48/2012/TT-BNNPTNT",
    confirmed=False,
)
ORGANIC = _product(
    "organic",
    "Hữu cơ (TCVN 11041)",
    "Organic (TCVN 11041)",
    24,
    "Nghị định 109/2018/NĐ-CP",
    confirmed=False,
)
OTHER = Scheme(
    code="other",
    title={"vi": "Chương trình chứng nhận khác", "en": "Other scheme"},
    default_months=None,
    max_months=None,
    surveillance_months=None,
    covers_products=False,
    source="no rule: the paper's own dates alone count",
    confirmed=True,
)

BUILTIN = (
    HOP_CHUAN, HOP_QUY, ISO_9001, ISO_22000, ISO_14001, ISO_45001, ISO_50001,
    VIETGAP, GLOBALGAP, GAHP, ORGANIC, HACCP, OTHER,
)  # fmt: skip
