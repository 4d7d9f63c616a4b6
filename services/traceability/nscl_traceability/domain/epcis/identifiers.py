"""One spelling for identifiers: EPC URNs and Digital Links as constrained canonical links.

The rules are those of the event hash algorithm (CBV 2.0, 8.9.2): a link of
``https://id.gs1.org`` with the finest identification alone, without query.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from nscl_traceability.domain.gtin import check_digit

DOMAIN = "https://id.gs1.org/"
_CHARACTER = r"(?:%2[125-9A-Fa-f]|%3[0-9A-Fa-f]|%4[1-9A-Fa-f]|%5[0-9AaFf]|%6[1-9A-Fa-f]|%7[0-9Aa]|[!')(*+,.0-9:;=A-Za-z_-])"
_COMPONENT = r"(?:%2[3dfDF]|%3[0-9]|%4[1-9A-Fa-f]|%5[0-9Aa]|[0-9A-Z-])"
_ESCAPED = str.maketrans({c: f"%{ord(c):02X}" for c in "!()*+,:"})
_KEYS = "01|gtin|8006|itip|8010|cpid|414|gln|417|party|8017|gsrnp|8018|gsrn|255|gcn|00|sscc|253|gdti|401|ginc|402|gsin|8003|grai|8004|giai"
_LINK = re.compile(
    r"https?:(?:(?://(?:[^/?#]*@)?[^/?#:]*(?::[^/?#]*)?)?"
    rf"(?:[^?#]*/(?:{_KEYS})/\d{{4}}[^/]+(?:/[^/]+/[^/]+)?/?(?:\?[^?\n]*)?(?:#[^\n]*)?)"
    r"|/[A-Za-z_-]{10}$)"
)
_SHORT = {
    "gtin": "01", "itip": "8006", "cpid": "8010", "gln": "414", "party": "417", "gsrnp": "8017",
    "gsrn": "8018", "gcn": "255", "sscc": "00", "gdti": "253", "ginc": "401", "gsin": "402",
    "grai": "8003", "giai": "8004", "cpv": "22", "lot": "10", "ser": "21",
}  # fmt: skip
_NAMED = re.compile(rf"/({'|'.join(_SHORT)})(?=/)")
_STARTS = ("00", "01", "253", "255", "401", "402", "414", "417", "8003", "8004", "8006", "8010", "8017", "8018")  # fmt: skip
_ALREADY = re.compile(
    rf"https://id.gs1.org/(?:{'|'.join(_STARTS)})/\d{{4}}[^/]+(?:/[^/]+/[^/]+)?/?"
)
_AN = r"[\x22\x27\x2D\x2E\x30-\x39\x3B-\x3F\x41-\x5A\x5F\x61-\x7A]"
_SOUND = re.compile(
    rf"""https://id.gs1.org/(?:
    00/\d{{18}}|01/\d{{14}}(?:/(?:21|10)/{_AN}{{0,20}}|/235/{_AN}{{0,28}})?
    |253/\d{{13}}{_AN}{{0,17}}|255/\d{{13}}\d{{0,12}}|401/{_AN}{{0,30}}|402/\d{{17}}
    |414/\d{{13}}(?:/254/{_AN}{{0,20}})?|417/\d{{13}}|8003/\d{{14}}{_AN}{{0,16}}
    |8004/{_AN}{{0,30}}|8006/\d{{18}}(?:/(?:21|10)/{_AN}{{0,20}})?
    |8010/[\x23\x2D/\x30-\x39\x41-\x5A]{{0,30}}(?:/8011/\d{{0,12}})?|801[78]/\d{{18}})""",
    re.VERBOSE,
)
_CPV = re.compile(rf"(https://id.gs1.org/(?:8006/\d{{18}}|01/\d{{14}}))/22/{_AN}*(/.*)?")
_FINEST = re.compile(
    rf"(https://id.gs1.org/(?:8006/\d{{18}}|01/\d{{14}}))/10/{_AN}{{0,20}}(/21/{_AN}{{0,20}})"
)
_GTIN_START = re.compile(r"https://id.gs1.org/01/(\d{8,14})")
_URN = re.compile(r"urn:epc:(id|class|idpat):([a-z]+):(\d{6,12})\.(.*)", re.DOTALL | re.ASCII)

Maker = Callable[[str, str], str | None]


def _digit(key: str) -> str:
    return key + str(check_digit(key))


def _parts(digits: int, mask: str) -> re.Pattern[str]:
    """Match company prefix and reference of ``digits`` together, then the rest."""
    lengths = "|".join(rf"(?:\d{{{n}}}\.\d{{{digits - n}}})" for n in range(6, 13))
    return re.compile(f"({lengths}){mask}", re.ASCII)


def _serial(most: int) -> str:
    return rf"\.({_CHARACTER}{{1,{most}}})"


def _fixed(digits: int, mask: str, make: Callable[[str, re.Match[str]], str]) -> Maker:
    """Make a link of a key whose company prefix and reference have ``digits`` digits."""
    pattern = _parts(digits, mask)

    def maker(company: str, rest: str) -> str | None:
        found = pattern.fullmatch(f"{company}.{rest}")
        if found is None:
            return None
        own, _, reference = found[1].partition(".")
        return make(own + "." + reference, found)

    return maker


def _gtin(key: str) -> str:
    company, _, item = key.partition(".")
    return _digit(item[0] + company + item[1:])


def _plain(key: str) -> str:
    return key.replace(".", "")


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _sscc(key: str, _found: re.Match[str]) -> str:
    company, _, serial = key.partition(".")
    return f"00/{_digit(serial[0] + company + serial[1:])}"


def _sgln(key: str, found: re.Match[str]) -> str:
    gln = f"414/{_digit(_plain(key))}"
    return gln if found[2] == "0" else f"{gln}/254/{_escaped(found[2])}"


def _free(ai: str, most: int) -> Maker:
    """Make a link of a key whose reference is text; prefix and text have ``most`` characters."""

    def maker(company: str, rest: str) -> str | None:
        if re.fullmatch(rf"{_CHARACTER}{{1,{most - len(company)}}}", rest) is None:
            return None
        return f"{ai}/{company}{_escaped(rest)}"

    return maker


def _cpi(suffix: str) -> Maker:
    def maker(company: str, rest: str) -> str | None:
        found = re.fullmatch(rf"({_COMPONENT}{{1,{30 - len(company)}}})\.{suffix}", rest, re.ASCII)
        if found is None:
            return None
        serial = f"/8011/{found[2]}" if found.re.groups > 1 else ""
        return f"8010/{_escaped(company + found[1])}{serial}"

    return maker


_MAKERS: dict[tuple[str, str], Maker] = {
    ("id", "sgtin"): _fixed(13, _serial(20), lambda k, m: f"01/{_gtin(k)}/21/{_escaped(m[2])}"),
    ("id", "sscc"): _fixed(17, "", _sscc),
    ("id", "sgln"): _fixed(12, _serial(20), _sgln),
    ("id", "grai"): _fixed(
        12, _serial(16), lambda k, m: f"8003/{_digit('0' + _plain(k))}{_escaped(m[2])}"
    ),
    ("id", "giai"): _free("8004", 30),
    ("id", "gsrn"): _fixed(17, "", lambda k, _m: f"8018/{_digit(_plain(k))}"),
    ("id", "gsrnp"): _fixed(17, "", lambda k, _m: f"8017/{_digit(_plain(k))}"),
    ("id", "gdti"): _fixed(
        12, _serial(19), lambda k, m: f"253/{_digit(_plain(k))}{_escaped(m[2])}"
    ),
    ("id", "cpi"): _cpi(r"(\d{1,12})"),
    ("id", "sgcn"): _fixed(12, r"\.(\d{1,12})", lambda k, m: f"255/{_digit(_plain(k))}{m[2]}"),
    ("id", "ginc"): _free("401", 30),
    ("id", "gsin"): _fixed(16, "", lambda k, _m: f"402/{_digit(_plain(k))}"),
    ("id", "itip"): _fixed(
        13,
        rf"\.(\d\d)\.(\d\d){_serial(20)}",
        lambda k, m: f"8006/{_gtin(k)}{m[2]}{m[3]}/21/{_escaped(m[4])}",
    ),
    ("id", "upui"): _fixed(13, _serial(28), lambda k, m: f"01/{_gtin(k)}/235/{_escaped(m[2])}"),
    ("id", "pgln"): _fixed(12, "", lambda k, _m: f"417/{_digit(_plain(k))}"),
    ("class", "lgtin"): _fixed(13, _serial(20), lambda k, m: f"01/{_gtin(k)}/10/{_escaped(m[2])}"),
    ("idpat", "sgtin"): _fixed(13, r"\.\*", lambda k, _m: f"01/{_gtin(k)}"),
    ("idpat", "grai"): _fixed(12, r"\.\*", lambda k, _m: f"8003/{_digit('0' + _plain(k))}"),
    ("idpat", "gdti"): _fixed(12, r"\.\*", lambda k, _m: f"253/{_digit(_plain(k))}"),
    ("idpat", "sgcn"): _fixed(12, r"\.\*", lambda k, _m: f"255/{_digit(_plain(k))}"),
    ("idpat", "cpi"): _cpi(r"\*"),
    ("idpat", "itip"): _fixed(
        13, r"\.(\d\d)\.(\d\d)\.\*", lambda k, m: f"8006/{_gtin(k)}{m[2]}{m[3]}"
    ),
    ("idpat", "upui"): _fixed(13, r"\.\*", lambda k, _m: f"01/{_gtin(k)}"),
}


@lru_cache(maxsize=16_384)
def canonical(uri: str) -> str | None:
    """Return the constrained canonical link of an identifier, or None where it is none."""
    if "." not in uri:
        return None
    if uri.startswith("urn:epc:"):
        return _of_urn(uri)
    return _of_link(uri) if uri.startswith("http") else None


def _of_urn(uri: str) -> str | None:
    found = _URN.fullmatch(uri)
    maker = _MAKERS.get((found[1], found[2])) if found else None
    made = maker(found[3], found[4]) if found and maker else None
    return None if made is None else DOMAIN + made


def _of_link(uri: str) -> str | None:
    if _LINK.match(uri) is None:
        return None
    link = uri.partition("?")[0]
    link = _NAMED.sub(lambda found: f"/{_SHORT[found[1]]}", link)
    if _ALREADY.match(link) is None:
        link = _at_home(link)
    if (short := _GTIN_START.match(link)) and len(short[1]) in (8, 12, 13):
        link = f"{DOMAIN}01/{short[1].zfill(14)}{link[short.end() :]}"
    if without := _CPV.fullmatch(link):
        link = without[1] + (without[2] or "")
    if finest := _FINEST.fullmatch(link):
        link = finest[1] + finest[2]
    return link if _SOUND.fullmatch(link) else None


def _at_home(link: str) -> str:
    for ai in _STARTS:
        place = link.find(f"/{ai}/")
        if place != -1:
            return f"{DOMAIN}{link[place + 1 :]}"
    return link


def node(uri: str) -> str:
    """Return the name of a thing in the graph: the path of its link, or the URI itself."""
    link = canonical(uri)
    return uri if link is None else link.removeprefix(DOMAIN)


def gtin_of(name: str) -> str | None:
    """Return the GTIN-14 in the name of a thing, or None."""
    return name[3:17] if name.startswith("01/") else None
