"""Serials and addresses of the stamps of a batch, made while they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from nscl_shared.kernel import InvalidInput
from nscl_shared.settings import settings
from nscl_traceability.domain.serials import StampPlace
from nscl_traceability.domain.serials_bulk import Letters
from nscl_traceability.publishing.print_csv import csv_of
from nscl_traceability.storage.documents import StampBatchDocument
from nscl_traceability.storage.keyring import keyring


def stamp_url(batch: Mapping[str, Any], serial: str) -> str:
    """Return the GS1 Digital Link of a stamp (AIs 01, 10, 21)."""
    return f"{settings().public_url}/01/{batch['gtin']}/10/{batch['lot_number']}/21/{serial}"


def serial_at(batch: Mapping[str, Any], index: int) -> str:
    """Return the serial of the ``index``-th stamp of the batch, from 1."""
    return keyring().serial(StampPlace(batch["number"], index), batch["key_id"])


def serials_of(stamps: Iterable[str]) -> dict[str, str]:
    """Return the serials of stamps that are named ``<batch number>/<index>``, as far as known."""
    places = {stamp: StampPlace(*map(int, stamp.split("/"))) for stamp in stamps}
    numbers = {place.batch_number for place in places.values()}
    batches = StampBatchDocument.objects(number__in=list(numbers)).only("number", "key_id")
    keys = {batch.number: batch.key_id for batch in batches}
    return {
        stamp: keyring().serial(place, keys[place.batch_number])
        for stamp, place in places.items()
        if keys.get(place.batch_number) is not None
    }


def first_url(batch: Mapping[str, Any]) -> str:
    """Return the address of the first stamp, for a look at it."""
    return stamp_url(batch, serial_at(batch, 1))


def serials_between(batch: Mapping[str, Any], first: int, last: int) -> Letters:
    """Return the serials of a range of the batch, a row of ASCII codes each."""
    return keyring().serials(batch["number"], first, last, batch["key_id"])


def stamps_csv(
    batch: Mapping[str, Any], first: int = 1, last: int | None = None
) -> Iterator[bytes]:
    """Yield the print file of a range; of the whole batch unless one is given."""
    prefix, wanted = stamp_url(batch, ""), partial(serials_between, batch)
    return csv_of(first, last or batch["quantity"], prefix, wanted)


def find_index(batch: Mapping[str, Any], text: str) -> int | None:
    """Return the index of the batch's stamp with that serial or address, None for anything else."""
    place = keyring().authenticate(text.rpartition("/")[2].upper())
    if place is None or place.batch_number != batch["number"]:
        return None
    return place.index if 1 <= place.index <= batch["quantity"] else None


def index_of(batch: Mapping[str, Any], text: str) -> int:
    """Return the index of the batch's stamp with that serial or address.

    Raises:
        InvalidInput: ``serial-not-of-batch``.
    """
    index = find_index(batch, text)
    if index is None:
        raise InvalidInput("serial-not-of-batch", field="serial", serial=text[:60])
    return index
