"""From the address that was asked for to what is known of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from http import HTTPStatus

from nscl_shared.settings import settings
from nscl_traceability.domain.gs1 import Fault, MalformedDigitalLink, parse
from nscl_traceability.domain.gs1.compression import decompressed
from nscl_traceability.domain.gs1.digital_link import DigitalLink
from nscl_traceability.domain.gs1.own_link import own_link
from nscl_traceability.domain.serials import StampPlace
from nscl_traceability.queries.memory import Memory
from nscl_traceability.queries.stamp_facts import BatchFacts
from nscl_traceability.scanner.asking import Ask
from nscl_traceability.scanner.links import Found
from nscl_traceability.scanner.problems import Refusal
from nscl_traceability.storage.keyring import Keyring

# a member of the query whose name may be an application identifier
ATTRIBUTE = re.compile(r"(?:^|&)\d")
GTIN, LOT, SERIAL = "01", "10", "21"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A Digital Link, as far as this register can know something of it.

    ``known`` tells that it has only elements there is a register of; ``path`` is its
    canonical form, uncompressed if it was ``compressed``; without one, somebody typed
    the ``serial`` alone.
    """

    path: str
    gtin: str = ""
    lot_number: str = ""
    serial: str = ""
    known: bool = True
    compressed: bool = False


def wanted_of(ask: Ask, path: str) -> Wanted:
    """Read a path as a Digital Link.

    Raises:
        Refusal: 400, it is none, or what it says is wrong.
    """
    own = None if ATTRIBUTE.search(ask.query) else own_link(path)
    if own is not None:
        return Wanted(path.rstrip("/"), own.gtin, own.lot_number, own.serial)
    link, compressed = _strictly(path.rstrip("/"), ask.query)
    return replace(_wanted(link), compressed=compressed)


def _strictly(path: str, query: str) -> tuple[DigitalLink, bool]:
    try:
        short = decompressed(path)
        link = short or parse(f"{settings().public_url}{path}?{query}", zero_suppressed=True)
    except MalformedDigitalLink as error:
        raise _malformed(error.fault) from error
    if faults := link.faults():
        raise _malformed(faults[0])
    return link, short is not None


def _malformed(fault: Fault) -> Refusal:
    return Refusal(HTTPStatus.BAD_REQUEST, "digital-link-malformed", reason=fault)


def _wanted(link: DigitalLink) -> Wanted:
    code, value = link.key
    rest = dict(link.qualifiers)
    known = code == GTIN and rest.keys() <= {LOT, SERIAL}
    if not known:
        return Wanted(link.path, known=False)
    return Wanted(link.path, value, rest.get(LOT, ""), rest.get(SERIAL, ""))


@dataclass(frozen=True, slots=True)
class Stamp:
    """An authentic stamp and what it is on."""

    place: StampPlace
    batch: BatchFacts
    found: Found


async def find_stamp(wanted: Wanted, keys: Keyring, memory: Memory) -> Stamp | None:
    """Return the stamp, if it is on the product and lot that the link names."""
    stamp = await find_serial(wanted.serial, keys, memory)
    if stamp is None or stamp.batch.gtin != wanted.gtin:
        return None
    return stamp if wanted.lot_number in ("", stamp.batch.lot_number) else None


async def find_serial(serial: str, keys: Keyring, memory: Memory) -> Stamp | None:
    """Return the stamp of a serial, which tells its batch itself.

    A forged one is recognised without the database.
    """
    place = keys.authenticate_from_memory(serial)
    if place is None:
        return None
    batch = await memory.batch(place.batch_number)
    if batch is None or not batch.holds(place.index):
        return None
    item = await memory.item(batch.gtin, batch.lot_number)
    return Stamp(place, batch, Found(item, serial)) if item else None


async def find(wanted: Wanted, keys: Keyring, memory: Memory) -> Found | None:
    """Return what a Digital Link leads to; None when nothing is known of all its elements."""
    if not wanted.known:
        return None
    if wanted.serial:
        stamp = await find_stamp(wanted, keys, memory)
        return stamp.found if stamp else None
    item = await memory.item(wanted.gtin, wanted.lot_number)
    return Found(item) if item else None
