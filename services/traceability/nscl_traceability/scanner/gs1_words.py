"""What is wrong with a Digital Link, in words: which element, why, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_shared.i18n import N_, _
from nscl_traceability.domain.gs1.application_identifier import identifiers
from nscl_traceability.domain.gs1.compression import parts_of
from nscl_traceability.domain.gs1.faults import Fault, Reason

MOST_SHOWN = 60
FIRST, AMONG = N_("{part}, then {next}"), N_("{one} or {other}")
SENTENCES: Mapping[Reason, str] = {
    Reason.ADDRESS: N_("The address is damaged: it may have Latin letters without accents, digits and signs only, and after each percent sign two hexadecimal digits."),
    Reason.NO_KEY: N_("Nothing in it says what it is about; it must have a key with its value, such as /01/ and a GTIN."),
    Reason.ORDER: N_("{element} may not be followed by {others} in this way; what may follow, in this order: {allowed}."),
    Reason.UNKNOWN: N_("{element} is no application identifier of GS1; one of its digits is wrong."),
    Reason.NOT_IN_QUERY: N_("{element} may not stand behind the question mark; leave it out."),
    Reason.IN_PATH: N_("{element} may not stand behind the question mark; it belongs before it, behind {others}."),
    Reason.TWICE: N_("{element} stands twice; leave one out."),
    Reason.EMPTY: N_("{element} has no value; it must be {shape}."),
    Reason.FORM: N_("{element} may not be “{value}”; it must be {shape}."),
    Reason.RULE: N_("{element} may not be “{value}”: {rule}."),
    Reason.TOGETHER: N_("{element} must stand together with {others}; add what is missing."),
    Reason.APART: N_("{element} may not stand together with {others}; leave one of them out."),
    Reason.START: N_("No application identifier of GS1 begins with “{value}”; a letter or digit of the code is wrong."),
    Reason.CUT: N_("The short form of the code ends too early; letters are missing."),
    Reason.REST: N_("The short form of the code does not end where it should; a letter is wrong or too much."),
    Reason.ENCODING: N_("The short form of the code is damaged: there is no encoding {value}; a letter is wrong."),
    Reason.FIGURES: N_("The short form of the code is damaged: {value} has too many digits; a letter is wrong."),
}  # fmt: skip
RULES: Mapping[str, str] = {
    "csum": N_("its check digit does not match, so a digit is wrong"),
    "csumalpha": N_("its two check characters do not match, so a character is wrong"),
    "gcppos1": N_("it must begin with the digits of a GS1 company prefix"),
    "gcppos2": N_("the digits of a GS1 company prefix must begin at the second place"),
    "hasnondigit": N_("at least one character must not be a digit"),
    "hh": N_("the hour must be 00 to 23"),
    "hhmi": N_("hour and minute must be 0000 to 2359"),
    "hyphen": N_("a hyphen must stand behind the number"),
    "iban": N_("it is no valid IBAN, so a character is wrong"),
    "importeridx": N_("it must be one letter, digit, hyphen or underscore"),
    "iso3166": N_("no country has this number in ISO 3166 (Viet Nam is 704)"),
    "iso3166999": N_("no country has this number in ISO 3166 (Viet Nam is 704, unknown 999)"),
    "iso3166alpha2": N_("no country has these letters in ISO 3166 (Viet Nam is VN)"),
    "iso4217": N_("no currency has this number in ISO 4217 (the đồng is 704)"),
    "iso5218": N_("the sex must be 0, 1, 2 or 9 (ISO 5218)"),
    "latitude": N_("the latitude must be 0000000000 to 1800000000"),
    "longitude": N_("the longitude must be 0000000000 to 3600000000"),
    "mediatype": N_("the kind of medium must be 01 to 10 or 80 to 99"),
    "mi": N_("the minute must be 00 to 59"),
    "nonzero": N_("it must not be zero"),
    "nozeroprefix": N_("it must not begin with zero"),
    "pcenc": N_("two hexadecimal digits must follow each percent sign"),
    "pieceoftotal": N_("the number of the piece must be from 1 to the number of all pieces"),
    "posinseqslash": N_("it must be place and total, such as 1/3, the place not above the total"),
    "ss": N_("the second must be 00 to 59"),
    "winding": N_("the direction of winding must be 0, 1 or 9"),
    "yesno": N_("it must be 0 (no) or 1 (yes)"),
    "yymmd0": N_("there is no such day; it must be year, month and day (YYMMDD), with day 00 for the end of the month"),
    "yymmdd": N_("there is no such day; it must be year, month and day (YYMMDD)"),
    "yyyymmdd": N_("there is no such day; it must be year, month and day (YYYYMMDD)"),
    "zero": N_("the first digit must be 0"),
}  # fmt: skip
NAMES: Mapping[str, str] = {
    "00": N_("SSCC of the logistic unit"), "01": N_("GTIN of the product"), "02": N_("GTIN of the contained product"),
    "10": N_("lot"), "11": N_("day of production"), "12": N_("day payment is due"),
    "13": N_("day of packing"), "15": N_("best before"), "16": N_("sell by"), "17": N_("use by"),
    "20": N_("variant"), "21": N_("serial number"), "22": N_("consumer product variant"),
    "235": N_("serial number of a third party"), "240": N_("further product number"),
    "253": N_("GDTI of the document"), "254": N_("extension of a place"), "255": N_("GCN of the coupon"),
    "30": N_("number of items"), "37": N_("number of contained items"),
    "310n": N_("net weight"), "400": N_("order number"), "401": N_("GINC of the consignment"),
    "402": N_("GSIN of the shipment"), "410": N_("GLN of the place of delivery"), "414": N_("GLN of the place"),
    "415": N_("GLN of the invoicing party"), "417": N_("GLN of the party"), "422": N_("country of origin"),
    "7003": N_("day and time of expiry"), "8003": N_("GRAI of the returnable asset"),
    "8004": N_("GIAI of the asset"), "8006": N_("ITIP of the piece of a product"),
    "8010": N_("CPID of the component"), "8013": N_("GMN of the product model"),
    "8017": N_("GSRN of the service provider"), "8018": N_("GSRN of the service recipient"),
    "8020": N_("payment slip"),
}  # fmt: skip


def words_of(fault: Fault) -> str:
    """Return a sentence in the current language."""
    return _(
        SENTENCES[fault.reason],
        element=element(fault.code),
        value=_shown(fault.value),
        rule=_(RULES[fault.rule]) if fault.rule else "",
        others=_others(fault),
        allowed=_allowed(fault.code),
        shape=_shape(fault.code),
    )


def element(code: str) -> str:
    """Return an identifier, or a pattern such as ``310n``, with its name if that is usual."""
    name = NAMES.get(code) or NAMES.get(f"{code[:3]}n")
    return f"({code}) {_(name)}" if name else f"({code})"


def _shown(value: str) -> str:
    return value if len(value) <= MOST_SHOWN else f"{value[:MOST_SHOWN]}…"


def _others(fault: Fault) -> str:
    groups = [" + ".join(map(element, group)) for group in fault.others]
    return _either(groups)


def _allowed(code: str) -> str:
    known = identifiers().get(code)
    orders = known.qualifiers if known else None
    return _either([", ".join(map(element, order)) for order in orders or () if order]) or "–"


def _either(texts: list[str]) -> str:
    said = ""
    for text in texts:
        said = _(AMONG, one=said, other=text) if said else text
    return said


def _shape(code: str) -> str:
    said = ""
    for kind, length, variable in parts_of(code):
        form = _FORMS[kind == "N", variable]
        part = _(form, n=length)
        said = _(FIRST, part=said, next=part) if said else part
    return said


_FORMS = {
    (True, False): N_("{n} digits"),
    (True, True): N_("1 to {n} digits"),
    (False, False): N_("{n} Latin letters without accents, digits or signs"),
    (False, True): N_("1 to {n} Latin letters without accents, digits or signs"),
}
