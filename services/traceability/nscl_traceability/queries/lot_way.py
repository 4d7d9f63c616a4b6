"""What EPCIS events tell everybody of the way of a lot: steps, days, places.

A consumer sees what happened, not to whom goods went: another firm's name is left out,
and coordinates are rounded to about a kilometre.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nscl_shared.kernel.clock import local_date
from nscl_traceability.domain.epcis.diary import lot_class
from nscl_traceability.domain.epcis.formats import moment
from nscl_traceability.domain.epcis.identifiers import gtin_of, node
from nscl_traceability.domain.epcis.terms import firm_at
from nscl_traceability.domain.trace import Direction, lot_node, walk
from nscl_traceability.storage.documents_epcis import EpcisEventDocument
from nscl_traceability.storage.graph import neighbours

Point = tuple[float, float]
Product = Mapping[str, Any]

STEPS = {
    "packing": "packed",
    "shipping": "shipped",
    "receiving": "received",
    "storing": "stored",
}
MADE = ("creating_class_instance", "commissioning")
# of what went into a lot, its making alone: the rest of it may have gone elsewhere
OF_SOURCES = frozenset({"harvested", "produced", "processed"})
MOST_SOURCES, MOST_LEVELS = 20, 3
MOST_EVENTS, MOST_STEPS = 200, 20
DECIMALS = 2
_GEO = re.compile(r"geo:(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)(?:[,;].*)?", re.ASCII)
_FIELDS = {"body": 1, "event_id": 1, "declared_at": 1, "indexed": 1}


@dataclass(frozen=True)
class WayStep:
    """One step: its day in Vietnam, a word of ``STEPS`` or ``OF_SOURCES``, where it was.

    ``place`` is for people, empty where nothing may be told; ``point`` is latitude and
    longitude in degrees.
    """

    day: date
    kind: str
    place: str = ""
    point: Point | None = None


@dataclass(frozen=True)
class Way:
    """The ``steps`` of a lot, the earliest first; ``nodes`` are all they depend on.

    Those are nodes of the graph, and ``01/<GTIN-14>`` for serials of which the lot is not known.
    """

    steps: tuple[WayStep, ...] = ()
    nodes: frozenset[str] = frozenset()


def way_of(product: Product, lot_number: str) -> Way:
    """Return the way of a lot of ``product`` and of what it was made of."""
    start = lot_node(product["gtin"], lot_number)
    # events write characters of a lot number escaped that nodes of lots have as they are
    own = {start, node(lot_class(product["gtin"], lot_number))}
    found = walk(start, Direction.BACKWARD, neighbours, most_nodes=MOST_SOURCES, most_levels=MOST_LEVELS)  # fmt: skip
    sources = found.levels.keys() - own
    mine = {f"{role}:{name}" for role in ("ec", "oc") for name in own}
    theirs = {f"{role}:{name}" for role in ("ec", "oc") for name in sources}
    steps = dict.fromkeys(_steps(product, mine, theirs))
    nodes = own | found.levels.keys()
    products = {named for name in nodes if (named := product_node(name))}
    return Way(
        tuple(sorted(steps, key=lambda step: step.day))[:MOST_STEPS],
        frozenset(nodes | products),
    )


def product_node(name: str) -> str | None:
    """Return ``01/<GTIN-14>`` for a lot or serial of it, None for anything else."""
    gtin = gtin_of(name)
    return f"01/{gtin}" if gtin else None


def _steps(product: Product, mine: set[str], theirs: set[str]) -> Iterable[WayStep]:
    rows = _rows([*mine, *theirs])
    wrong = {row["event_id"] for row in rows if row.get("declared_at")}
    for row in rows:
        body = json.loads(row["body"])
        kind = None if row["event_id"] in wrong else kind_of(body)
        if kind and (kind in OF_SOURCES or not mine.isdisjoint(row["indexed"])):
            yield _step(product, kind, body)


def _rows(terms: list[str]) -> list[dict[str, Any]]:
    stages: list[dict[str, Any]] = [
        {"$match": {"indexed": {"$in": sorted(terms)}}},
        {"$sort": {"event_time": 1, "_id": 1}},
        {"$limit": MOST_EVENTS},
        {"$project": _FIELDS},
    ]
    return list(EpcisEventDocument._get_collection().aggregate(stages))  # noqa: SLF001


def kind_of(event: Mapping[str, Any]) -> str | None:
    """Return what an event says was done, None for what consumers are not told."""
    if event["type"] == "TransformationEvent":
        return "processed"
    if event.get("action") == "DELETE":
        return None
    step = event.get("bizStep", "")
    if step in MADE and event["type"] == "ObjectEvent" and event.get("action") == "ADD":
        harvest = any("harvest" in name.lower() for name in event.get("ilmd", {}))
        return "harvested" if harvest else "produced"
    return STEPS.get(step)


def _step(product: Product, kind: str, event: Mapping[str, Any]) -> WayStep:
    day = local_date(moment(event["eventTime"]))
    place = event.get("readPoint", event.get("bizLocation", {})).get("id", "")
    if firm_at(place) == product["firm_id"]:
        known = product["details"]["place"] or {}
        told = ", ".join(filter(None, (product["firm_name"], known.get("written", ""))))
        return WayStep(day, kind, told, _rounded(known.get("latitude"), known.get("longitude")))
    geo = _GEO.fullmatch(place)
    return WayStep(day, kind, point=_rounded(*geo.groups()) if geo else None)


def _rounded(latitude: Any, longitude: Any) -> Point | None:
    """Return a point of the earth to about a kilometre, None for none."""
    if latitude is None or longitude is None:
        return None
    point = round(float(latitude), DECIMALS), round(float(longitude), DECIMALS)
    return point if abs(point[0]) <= 90 and abs(point[1]) <= 180 else None  # noqa: PLR2004
