"""How alike two entries are: names without accents and legal form, equal telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from nscl_shared.kernel import search_key

LEGAL_FORMS = (
    "cong ty trach nhiem huu han", "cong ty tnhh", "cong ty co phan", "cong ty cp", "cong ty hop danh",
    "cty tnhh", "cty cp", "cty", "ctcp", "cong ty", "doanh nghiep tu nhan", "dntn", "doanh nghiep",
    "lien hiep hop tac xa", "lhhtx", "hop tac xa", "htx", "to hop tac", "tht", "ho kinh doanh", "hkd",
    "co so san xuat", "cssx", "co so", "mot thanh vien", "mtv", "1 thanh vien", "hai thanh vien tro len",
    "tap doan", "chi nhanh", "tnhh", "trach nhiem huu han", "co phan",
)  # fmt: skip
GENERIC = frozenset(
    search_key(word)
    for word in [
        "thương",
        "mại",
        "dịch",
        "vụ",
        "sản",
        "xuất",
        "xây",
        "dựng",
        "đầu",
        "tư",
        "phát",
        "triển",
        "kinh",
        "doanh",
        "xuất",
        "nhập",
        "khẩu",
        "nông",
        "nghiệp",
        "nông",
        "lâm",
        "tổng",
        "hợp",
        "chế",
        "biến",
        "và",
        "tm",
        "dv",
        "sx",
        "xd",
        "xnk",
        "khai",
        "thác",
        "mỏ",
    ]
)
COMMON = GENERIC | {word for form in LEGAL_FORMS for word in form.split()}
FORM = re.compile(rf"\b(?:{'|'.join(sorted(LEGAL_FORMS, key=len, reverse=True))})\b")
NOT_A_LETTER = re.compile(r"[^a-z0-9 ]+")
SUGGESTED = 80  # of 100: worth a look while registering
SHORTEST_PHONE = 8
PHONE_SCORE = 90  # an equal telephone number, whatever the names


@dataclass(frozen=True)
class Sketch:
    """What two entries are compared by."""

    firm_id: str
    name: str
    phones: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """How alike another entry is, of 100, and why: ``name``, ``phone``."""

    firm_id: str
    name: str
    score: int
    reasons: tuple[str, ...]


def sketch(firm_id: str, name: str, phones: Iterable[str | None]) -> Sketch:
    """Return what an entry is compared by."""
    digits = (phone_digits(phone) for phone in phones if phone)
    return Sketch(firm_id, name, frozenset(one for one in digits if one))


@lru_cache(maxsize=1_024)
def core(name: str) -> str:
    """Return the name without accents and without words of legal form.

    >>> core("Công ty TNHH MTV Khai thác mỏ Huyền Sơn")
    'khai thac mo huyen son'
    """
    plain = " ".join(NOT_A_LETTER.sub(" ", search_key(name)).split())
    return " ".join(FORM.sub(" ", plain).split()) or plain


def telling(text: str) -> list[str]:
    """Return the words of a core that tell units apart, all of them when none does."""
    words = text.split()
    return [word for word in words if word not in GENERIC] or words


def phone_digits(phone: str) -> str:
    """Return the national number: "+84 20 512 345" and "020.512345" are one."""
    digits = re.sub(r"\D", "", phone)
    for prefix in ("0084", "84"):
        if digits.startswith(prefix) and len(digits) >= len(prefix) + 9:
            return "0" + digits.removeprefix(prefix)
    return digits if len(digits) >= SHORTEST_PHONE else ""


def likenesses(one: Sketch, others: Iterable[Sketch], *, least: int = SUGGESTED) -> list[Likeness]:
    """Return those of ``others`` that are at least ``least`` alike, most alike first."""
    found = (likeness(one, other) for other in others if other.firm_id != one.firm_id)
    return sorted((a for a in found if a.score >= least), key=lambda a: (-a.score, a.name))


def likeness(one: Sketch, other: Sketch) -> Likeness:
    """Return how alike ``other`` is to ``one``."""
    by_name = round(_similar(core(one.name), core(other.name)))
    same_phone = bool(one.phones & other.phones)
    score = max(by_name, PHONE_SCORE + round(by_name / 10)) if same_phone else by_name
    reasons = [*(["name"] if by_name >= SUGGESTED else []), *(["phone"] if same_phone else [])]
    return Likeness(other.firm_id, other.name, min(score, 100), tuple(reasons))


def _similar(one: str, other: str) -> float:
    """Compare word by word; what is told by the telling words weighs more than the rest."""
    whole = fuzz.token_sort_ratio(one, other)
    by_telling = fuzz.token_sort_ratio(" ".join(telling(one)), " ".join(telling(other)))
    return 0.4 * whole + 0.6 * by_telling
