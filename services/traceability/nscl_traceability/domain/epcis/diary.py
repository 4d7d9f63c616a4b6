"""From what a farmer or a workshop says ("I harvested…") to an event of EPCIS 2.0."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from nscl_shared.kernel import InvalidInput
from nscl_traceability.domain.epcis.formats import written
from nscl_traceability.domain.epcis.identifiers import DOMAIN
from nscl_traceability.domain.gtin import check_digit

STANDARD = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
# members of our own: the name of a partner that has no GLN
OWN = {"nscl": "urn:nscl:epcis:"}
UNITS = ("KGM", "TNE", "LTR", "GRM", "H87")
MOST_LOTS = 20
GLN_DIGITS, SSCC_DIGITS = 13, 18
LATEST_AHEAD = timedelta(hours=1)

Event = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DiaryEntry:
    """One line of the diary; ``place`` is where the writer's firm is, ``partner`` may be empty."""

    activity: str
    gtin: str
    lot_number: str
    quantity: float
    unit: str
    happened_at: datetime
    place: str
    partner: str = ""
    package: str = ""
    source_gtin: str = ""
    source_lots: tuple[str, ...] = ()


def diary_document(entry: DiaryEntry, now: datetime) -> dict[str, Any]:
    """Return the entry as an EPCIS document.

    Raises:
        InvalidInput: the entry lacks what its activity needs, or lies in the future.
    """
    if entry.happened_at > now + LATEST_AHEAD:
        raise InvalidInput("diary-future", field="happened_at")
    event = ACTIVITIES[entry.activity](entry)
    return {
        "@context": [STANDARD, OWN],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": written(now.astimezone(UTC)),
        "epcisBody": {"eventList": [event]},
    }


def lot_class(gtin: str, lot_number: str) -> str:
    """Return the Digital Link of a lot."""
    return f"{DOMAIN}01/{gtin}/10/{quote(lot_number, safe='')}"


def _when(entry: DiaryEntry, kind: str, step: str, disposition: str) -> Event:
    offset = entry.happened_at.strftime("%z")
    return {
        "type": kind,
        "eventTime": entry.happened_at.isoformat(timespec="milliseconds"),
        "eventTimeZoneOffset": f"{offset[:3]}:{offset[3:]}",
        "bizStep": step,
        "disposition": disposition,
        "readPoint": {"id": entry.place},
    }


def _amount(entry: DiaryEntry, lot: str | None = None) -> Event:
    amount = int(entry.quantity) if entry.quantity.is_integer() else entry.quantity
    # the standard writes no unit for whole pieces
    unit = {} if entry.unit == "H87" else {"uom": entry.unit}
    return {
        "epcClass": lot or lot_class(entry.gtin, entry.lot_number),
        "quantity": amount,
        **unit,
    }


def _harvested(entry: DiaryEntry) -> Event:
    return {
        **_when(entry, "ObjectEvent", "creating_class_instance", "active"),
        "action": "ADD",
        "quantityList": [_amount(entry)],
        "bizLocation": {"id": entry.place},
        "ilmd": {"cbvmda:harvestEndDate": entry.happened_at.date().isoformat()},
    }


def _processed(entry: DiaryEntry) -> Event:
    if not entry.source_lots:
        raise InvalidInput("diary-sources", field="source_lots")
    if len(entry.source_lots) > MOST_LOTS:
        raise InvalidInput("diary-many-sources", field="source_lots", most=MOST_LOTS)
    source = entry.source_gtin or entry.gtin
    used = [lot_class(source, lot) for lot in entry.source_lots]
    if lot_class(entry.gtin, entry.lot_number) in used:
        raise InvalidInput("diary-same-lot", field="source_lots", lot=entry.lot_number)
    return {
        **_when(entry, "TransformationEvent", "creating_class_instance", "active"),
        "inputQuantityList": [{"epcClass": lot} for lot in used],
        "outputQuantityList": [_amount(entry)],
        "bizLocation": {"id": entry.place},
    }


def _packed(entry: DiaryEntry) -> Event:
    if not entry.package:
        return {**_observed("packing", "in_progress")(entry), "bizLocation": {"id": entry.place}}
    return {
        **_when(entry, "AggregationEvent", "packing", "in_progress"),
        "action": "ADD",
        "parentID": f"{DOMAIN}00/{_checked(entry.package, SSCC_DIGITS, 'package')}",
        "childQuantityList": [_amount(entry)],
        "bizLocation": {"id": entry.place},
    }


def _observed(step: str, disposition: str) -> Callable[[DiaryEntry], Event]:
    def make(entry: DiaryEntry) -> Event:
        return {
            **_when(entry, "ObjectEvent", step, disposition),
            "action": "OBSERVE",
            "quantityList": [_amount(entry)],
        }

    return make


def _handed(step: str, disposition: str, *, out: bool) -> Callable[[DiaryEntry], Event]:
    """Return an event by which goods go to, or come from, a partner."""
    observed = _observed(step, disposition)

    def make(entry: DiaryEntry) -> Event:
        own = {"type": "possessing_party"}
        partner = entry.partner.replace(" ", "")
        event = observed(entry)
        if partner.isascii() and partner.isdigit():
            party = f"{DOMAIN}417/{_checked(partner, GLN_DIGITS, 'partner')}"
            member, role = ("destinationList", "destination") if out else ("sourceList", "source")
            event[member] = [{**own, role: party}]
        elif entry.partner:
            event["nscl:partner"] = entry.partner
        return event if out else {**event, "bizLocation": {"id": entry.place}}

    return make


def _checked(text: str, digits: int, field: str) -> str:
    number = text.replace(" ", "")
    if not (number.isascii() and number.isdigit()) or len(number) != digits:
        raise InvalidInput("diary-digits", field=field, given=text, digits=digits)
    if number[-1] != check_digit(number[:-1]):
        raise InvalidInput("diary-check-digit", field=field, given=text)
    return number


ACTIVITIES: Mapping[str, Callable[[DiaryEntry], Event]] = {
    "harvested": _harvested,
    "processed": _processed,
    "packed": _packed,
    "shipped": _handed("shipping", "in_transit", out=True),
    "received": _handed("receiving", "in_progress", out=False),
    "sold": _handed("retail_selling", "retail_sold", out=True),
}
