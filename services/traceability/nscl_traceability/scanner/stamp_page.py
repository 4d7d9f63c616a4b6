"""The answer to a scan: verdict, product, lot, certificates; a page or JSON."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from nscl_shared.kernel import clock
from nscl_traceability.domain.verdict import Verdict
from nscl_traceability.queries.trace_fields import trace_fields
from nscl_traceability.scanner.answering import NEVER_KEPT, Answer, Header, json_answer
from nscl_traceability.scanner.asking import HTML, Ask
from nscl_traceability.scanner.core import Core
from nscl_traceability.scanner.lookup import Stamp, Wanted, find_stamp
from nscl_traceability.scanner.recorder import Seen
from nscl_traceability.scanner.rendering import Pages

ROUTE = "stamp"


async def scan(core: Core, pages: Pages, ask: Ask, wanted: Wanted, links: Header) -> Answer:
    """Say whether the stamp is genuine and what it is on; record the scan durably before.

    Raises:
        pymongo.errors.PyMongoError: the scan cannot be recorded.
    """
    today = clock.today()
    stamp = await find_stamp(wanted, core.keys, core.memory)
    if stamp is None:
        return none_of_ours(core, pages, ask, wanted)
    state = stamp.found.item.state(stamp.batch, stamp.place)
    seen = await core.recorder.note(ask, stamp.place, state, today)
    if ask.kind == HTML:
        return pages.stamp(ask, stamp, seen, today, headers=(NEVER_KEPT, links))
    body = _body(stamp, seen, today)
    return json_answer(body, headers=(NEVER_KEPT, links), route=ROUTE)


def none_of_ours(core: Core, pages: Pages, ask: Ask, wanted: Wanted) -> Answer:
    """Say that there is no such stamp, and count the forgery; asks the database for nothing."""
    seen = core.recorder.forged(ask, clock.today(), core.memory.known(wanted.gtin))
    if ask.kind == HTML:
        return pages.unknown(ask, wanted)
    body: dict[str, Any] = {
        "verdict": Verdict.UNKNOWN.value,
        "product": None,
        "lot": None,
        "certificates": [],
        "scans": seen.scans,
    }
    return json_answer(body, status=HTTPStatus.NOT_FOUND, headers=(NEVER_KEPT,), route=ROUTE)


def _body(stamp: Stamp, seen: Seen, today: date) -> dict[str, Any]:
    item = stamp.found.item
    return {
        "verdict": seen.judgement.verdict.value,
        "reasons": [reason.value for reason in seen.judgement.reasons],
        "product": item.product,
        "lot": item.lot,
        "certificates": item.live_certificates(today),
        "scans": seen.scans,
        "first_scanned_at": seen.first_at,
        "trace": trace_fields(item, stamp.found.serial, today),
    }
