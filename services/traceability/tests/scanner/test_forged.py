"""Forged serials are counted by the product that they name, from memory and within bounds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

from nscl_shared.testing import waiting
from nscl_shared.testing.loops import run_apart
from nscl_traceability.domain.serials import ALPHABET
from nscl_traceability.scanner.asking import Ask
from nscl_traceability.scanner.options import options
from nscl_traceability.scanner.recorder import MOST_NAMED, Recorder

STRANGE = "08936000000998"
TODAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 2)


def counts(db: Any) -> dict[str | None, int]:
    found: dict[str | None, int] = {}
    for row in db["scan_tallies"].find({"outcome": "unknown"}):
        found[row.get("gtin")] = found.get(row.get("gtin"), 0) + row["count"]
    return found


def test_forged_serials_are_counted_by_the_product_that_nobody_has_scanned_yet(
    run_scanner: Callable[..., Any], stamp_path: Callable[[int], str], batch: Any, db: Any
) -> None:
    real = stamp_path(1)
    forged = [real[:-20] + letter * 20 for letter in ALPHABET]
    elsewhere = [path.replace(batch["gtin"], STRANGE) for path in forged]
    another_lot = [path.replace("/10/L1/", "/10/L77/") for path in forged]
    asked: list[str] = []
    with run_scanner().client() as program:

        def ask(*paths: str) -> dict[str | None, int]:
            """Ask for paths; return what is counted once all is written, as it is each second."""
            asked.extend(paths)
            assert {program.get(path).status_code for path in paths} == {404}
            all_counted = f"{len(asked)} to be counted"
            waiting.until(lambda: sum(counts(db).values()) == len(asked), all_counted, 20)
            return counts(db)

        # which products there are is read beside the first answers
        waiting.until(lambda: batch["gtin"] in ask(forged[0]), "the product to be known", 20)
        before = counts(db)
        after = ask(*forged, *another_lot, *elsewhere)
    assert after.keys() <= {batch["gtin"], None}
    assert after[batch["gtin"]] == before[batch["gtin"]] + 2 * len(forged)
    assert after[None] == before.get(None, 0) + len(elsewhere)


def test_products_that_are_told_apart_within_an_hour_are_bounded(db: Any, bus: object) -> None:
    ask = Ask("GET", "/", "", {}, "")
    many = [f"{number:014}" for number in range(MOST_NAMED + 50)]

    async def count() -> None:
        with ThreadPoolExecutor(1) as threads:
            recorder = Recorder(threads, options())
            for gtin in (*many, *many):
                recorder.forged(ask, TODAY, gtin)
            recorder.forged(ask, TOMORROW, many[-1])
            await asyncio.wait_for(recorder.flush(), 30)

    run_apart(count())
    found = counts(db)
    assert len(found) == MOST_NAMED + 2
    assert found.pop(None) == 100
    assert found.pop(many[-1]) == 1
    assert set(found.values()) == {2}
