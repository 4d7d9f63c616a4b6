"""Entries that may be the same unit as another, by an index and never more than some hundred.

A blocking key may be of every eighth entry (``du lich``), and the embedded server gathers
all of them before it cuts to a limit.  So the rungs of the keys are read first, which tell
about how many entries each has, and then the entries of the rarest keys.  What has the
same telling words or the same telephone is looked for even where these are common: those of the same
name, which follow it in the list, and the first ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from nscl_registration.domain.blocking import exact_keys, keys_of
from nscl_registration.domain.likeness import Sketch, sketch
from nscl_registration.storage.documents_firms import FirmDocument
from nscl_registration.storage.lists import facet
from nscl_shared.kernel import search_key
from nscl_shared.persistence.ladder import STEP, Ladder, Row, ladder_of

MOST = 250  # entries of all rare keys together, about
SOME = 40  # entries of a common key, twice
READ = ("name", "contacts.phone")


def like(one: Sketch) -> list[Sketch]:
    """Return some hundred entries that share a blocking key; merged ones have none."""
    ladder = Ladder(ladder_of(FirmDocument).collection, field="alike")
    rare = set(rarest(ladder.sizes(keys_of(one), MOST)))
    found = {row["_id"]: row for row in ladder.of_any(rare, READ)}
    for key, after in product(set(exact_keys(one)) - rare, (search_key(one.name), None)):
        page = ladder.page(key, after=after, size=SOME, fields=READ)
        found |= {row["_id"]: row for row in page.rows}
    return [_sketched(row) for row in found.values()]


def rarest(sizes: Mapping[str, int]) -> Iterator[str]:
    """Yield the keys that have about 250 entries together, those with the fewest first.

    >>> list(rarest({"w:du lich": 4096, "w:ha an": 16, "a:2 ha a": 208, "z:2 ha n": 256}))
    ['w:ha an', 'a:2 ha a']
    """
    room = MOST
    for key, size in sorted(sizes.items(), key=lambda item: item[1]):
        room -= max(size, STEP // 2)
        if room < 0:
            return
        yield key


def in_commune(name: str, commune_code: str) -> dict[str, Any]:
    """Return the filter of the entries in a commune whose names begin with ``name``."""
    begin = f"{search_key(name)} "
    return {
        "lists": facet({"commune_code": commune_code}, "commune_code"),
        "sort_key": {"$gte": begin, "$lt": f"{begin[:-1]}!"},
    }


def _sketched(row: Row) -> Sketch:
    contacts: Iterable[Mapping[str, Any]] = row.get("contacts", ())
    return sketch(row["_id"], row["name"], [contact.get("phone") for contact in contacts])
