"""What GS1 says of each application identifier (GS1 General Specifications, section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from nscl_traceability.domain.gs1.ai_table import TABLE

PREDEFINED_LENGTH = "*"
DATA_ATTRIBUTE = "?"
# Character sets 82, 39 and 64 of the General Specifications, section 7.11.
CHARACTERS = {
    "N": "0-9",
    "X": r"!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z",
    "Y": r"#\-/0-9A-Z",
    "Z": r"A-Za-z0-9\-_=",
}
COMPONENT = re.compile(
    r"(?P<optional>\[)?(?P<type>[NXYZ])(?P<variable>\.\.)?(?P<length>\d+)\]?(?P<rules>(,\w+)*)"
)
Pattern = str  # an identifier, or digits with "n" for any digit
Group = tuple[Pattern, ...]  # all of them together


@dataclass(frozen=True)
class ApplicationIdentifier:
    """One identifier.

    ``form`` has a group for each component and ``rules`` the names of the
    content rules of each.  ``qualifiers`` are the orders in which a primary
    key's qualifiers may follow it in a Digital Link; ``None``: no primary key.
    ``requires``: of each row one group must be there; ``excludes``: none may.
    """

    code: str
    predefined_length: bool
    data_attribute: bool
    form: re.Pattern[str]
    rules: tuple[tuple[str, ...], ...]
    qualifiers: tuple[tuple[str, ...], ...] | None
    requires: tuple[tuple[Group, ...], ...]
    excludes: tuple[Pattern, ...]

    def may_qualify(self, code: str) -> bool:
        """Tell whether ``code`` is one of this key's qualifiers."""
        return any(code in order for order in self.qualifiers or ())


def covers(pattern: Pattern, code: str) -> bool:
    """Tell whether ``pattern`` (``35nn``) names ``code``."""
    return len(pattern) == len(code) and all(
        wanted in ("n", digit) for wanted, digit in zip(pattern, code, strict=True)
    )


@cache
def identifiers() -> Mapping[str, ApplicationIdentifier]:
    """Return every identifier by its code."""
    return {
        code: _identifier(code, flags, components, associations)
        for codes, flags, components, associations in TABLE
        for code in _range(codes)
    }


@cache
def lengths() -> Mapping[str, int]:
    """Return the first two figures of identifiers → how many figures they have."""
    return {code[:2]: len(code) for code in identifiers()}


def _range(codes: str) -> Iterator[str]:
    first, _, last = codes.partition("-")
    for number in range(int(first), int(last or first) + 1):
        yield str(number).zfill(len(first))


def _identifier(code: str, flags: str, components: str, associations: str) -> ApplicationIdentifier:
    parts = [found for text in components.split() if (found := COMPONENT.fullmatch(text))]
    pairs = [word.partition("=")[::2] for word in associations.split()]
    keys = [orders for name, orders in pairs if name == "dlpkey"]
    return ApplicationIdentifier(
        code=code,
        predefined_length=PREDEFINED_LENGTH in flags,
        data_attribute=DATA_ATTRIBUTE in flags,
        form=re.compile("".join(_expression(part) for part in parts)),
        rules=tuple(tuple(part["rules"].split(",")[1:]) for part in parts),
        qualifiers=tuple(_orders(keys[0])) if keys else None,
        requires=tuple(
            tuple(tuple(group.split("+")) for group in groups.split(","))
            for name, groups in pairs
            if name == "req"
        ),
        excludes=tuple(p for name, ps in pairs if name == "ex" for p in ps.split(",")),
    )


def _expression(part: re.Match[str]) -> str:
    least = "1" if part["variable"] else part["length"]
    group = f"([{CHARACTERS[part['type']]}]{{{least},{part['length']}}})"
    return f"{group}?" if part["optional"] else group


def _orders(orders: str) -> Iterator[tuple[str, ...]]:
    for order in orders.split("|"):
        yield tuple(filter(None, order.split(",")))
