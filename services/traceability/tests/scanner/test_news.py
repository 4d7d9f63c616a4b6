"""What events tell of a lot is on its pages as soon as it is known, and only then read again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from nscl_shared.auth import Principal
from nscl_shared.messaging import CommandBus
from nscl_shared.testing import waiting
from nscl_shared.testing.loops import run_apart
from nscl_traceability.domain.epcis.captured import read_document
from nscl_traceability.entrypoints.epcis_intake import capture
from nscl_traceability.queries import memory as memories
from nscl_traceability.queries.memory import Memory

OFFICER = Principal(subject="officer-1", username="o", role="officer", display_name="O")
RAW = "08936000000028"
Events = list[dict[str, Any]]


@pytest.fixture
def take(bus: CommandBus) -> Callable[..., None]:
    """Captures a document as the service does."""

    def taken(*events: dict[str, Any]) -> None:
        body = {
            "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
            "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-08-30T08:00:00Z",
            "epcisBody": {"eventList": list(events)},
        }  # fmt: skip
        capture(bus, OFFICER, read_document(body))

    return taken


def amount(gtin: str, lot: str) -> dict[str, Any]:
    return {"epcClass": f"https://id.gs1.org/01/{gtin}/10/{lot}", "quantity": 5, "uom": "KGM"}


def seen(step: str, gtin: str, lot: str, hour: int, **over: Any) -> dict[str, Any]:
    given = {
        "type": "ObjectEvent", "action": "OBSERVE", "bizStep": step,
        "eventTime": f"2026-08-02T{hour:02d}:00:00+07:00", "eventTimeZoneOffset": "+07:00",
        "quantityList": [amount(gtin, lot)],
    }  # fmt: skip
    return {**given, **over}


def made_of_raw(gtin: str, lot: str) -> dict[str, Any]:
    return {
        "type": "TransformationEvent", "bizStep": "commissioning",
        "eventTime": "2026-08-02T07:00:00+07:00", "eventTimeZoneOffset": "+07:00",
        "inputQuantityList": [amount(RAW, "R1")], "outputQuantityList": [amount(gtin, lot)],
    }  # fmt: skip


def page(program: httpx.Client, path: str) -> str:
    return program.get(path, headers={"Accept": "text/html", "Accept-Language": "en"}).text


def test_the_page_tells_what_was_captured_of_its_lot_and_of_what_it_was_made_of(
    run_scanner: Callable[..., Any],
    stamp_path: Callable[[int], str],
    batch: dict[str, Any],
    take: Callable[..., None],
) -> None:
    path, own = stamp_path(1), (batch["gtin"], batch["lot_number"])
    with run_scanner().client() as program:

        def told(word: str) -> None:
            waiting.until(lambda: word in page(program, path), f"{word} on the page", 20)

        told("Produced")
        assert "Shipped" not in page(program, path)
        take(seen("shipping", *own, 9))
        told("Shipped")
        take(made_of_raw(*own))
        told("Processed")
        made = seen("commissioning", RAW, "R1", 6, action="ADD")
        take(made)
        told("Made")
        wrong = {"declarationTime": "2026-08-03T08:00:00Z"}
        take(made | {"errorDeclaration": wrong})
        waiting.until(lambda: "Made" not in page(program, path), "the error to be seen", 20)


def in_memory(work: Callable[[Memory, tuple[str, str]], Any], batch: dict[str, Any]) -> Any:
    """Run ``work`` with a memory of its own, which trusts itself, and the batch's item."""

    async def main() -> Any:
        with ThreadPoolExecutor(2) as readers:
            return await work(Memory(readers, lambda: True), (batch["gtin"], batch["lot_number"]))

    return run_apart(main())


def test_news_of_other_lots_let_what_is_kept_be(batch: dict[str, Any]) -> None:
    async def work(memory: Memory, key: tuple[str, str]) -> None:
        first = await memory.item(*key)
        memory.news.note({"01/08936000000028/10/R1", f"01/{key[0]}/10/L2"}, time.monotonic())
        assert await memory.item(*key) is first
        memory.news.note({f"01/{key[0]}/10/{key[1]}"}, time.monotonic())
        # who asks at once reads once
        again, same = await asyncio.gather(memory.item(*key), memory.item(*key))
        assert again is same is not first
        assert await memory.item(*key) is again

    in_memory(work, batch)


def test_with_too_many_events_ways_are_read_again_when_they_are_a_while_old(
    batch: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(memory: Memory, key: tuple[str, str]) -> None:
        first = await memory.item(*key)
        memory.news.note(None, time.monotonic())
        assert await memory.item(*key) is first
        monkeypatch.setattr(memories, "MANY_SECONDS", 0.0)
        assert await memory.item(*key) is first  # handed out until the new one is there
        reading = memory.items._reading[key]
        again = await reading
        assert again is not first
        assert await memory.item(*key) is again

    in_memory(work, batch)
