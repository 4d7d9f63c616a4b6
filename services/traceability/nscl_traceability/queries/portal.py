"""What the national traceability portal is given: a row for each lot.

The portal's interface is not published; the fields are the least data of Circular
02/2024/TT-BKHCN, as the scan server tells them, under names of our own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from nscl_traceability.queries.stamp_facts import load_item
from nscl_traceability.queries.trace_fields import trace_fields
from nscl_traceability.storage.documents import LotDocument, ProductDocument

PAGE = 50  # products
COLUMNS = (
    "product_name", "brand", "image", "producer_name", "producer_address", "produced_on",
    "expires_on", "lot_number", "standards", "trace_code", "element_string", "trace_link",
    "location_code",
)  # fmt: skip
# what a spreadsheet would take for a formula
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lots_after(cursor: str | None, today: date) -> tuple[list[dict[str, Any]], str | None]:
    """Return the lots of some products by name, and the cursor of the next page."""
    wanted = {"search__gt": cursor} if cursor else {}
    products = list(ProductDocument.objects(**wanted).order_by("search").limit(PAGE + 1))
    rows = [row for product in products[:PAGE] for row in _rows(product, today)]
    return rows, products[PAGE - 1].search if len(products) > PAGE else None


def lots_csv(today: date) -> Iterator[bytes]:
    """Yield all rows as CSV (RFC 4180, UTF-8 with a byte order mark for spreadsheets)."""
    yield "\ufeff".encode()
    yield _line(COLUMNS)
    cursor: str | None = None
    more = True
    while more:
        rows, cursor = lots_after(cursor, today)
        yield b"".join(_line([_cell(row[name]) for name in COLUMNS]) for row in rows)
        more = cursor is not None


def _rows(product: Any, today: date) -> Iterator[dict[str, Any]]:
    for lot in LotDocument.objects(product_id=product.id).order_by("number"):
        item = load_item(product.gtin, lot.number)
        if item is not None:
            fields = trace_fields(item, "", today)
            yield {name: fields[name] for name in COLUMNS}


def _cell(value: Any) -> str:
    text = ", ".join(value) if isinstance(value, list) else str(value if value is not None else "")
    return f"'{text}" if text.startswith(FORMULA) else text


def _line(cells: Any) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().encode()
