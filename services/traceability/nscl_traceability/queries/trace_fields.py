"""What Vietnamese rules want told of a traced product.

The least data of Circular 02/2024/TT-BKHCN, with the codes as TCVN 13274:2020 forms
them (a key and its qualifiers) and TCVN 13275:2020 writes them for people and machines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from nscl_shared.settings import settings
from nscl_traceability.domain.gs1.digital_link import DigitalLink
from nscl_traceability.domain.gtin import check_digit
from nscl_traceability.queries.stamp_facts import ItemFacts

GLN = re.compile(r"\d{13}", re.ASCII)
# pixels
PHONE = 800


def trace_fields(item: ItemFacts, serial: str, today: date) -> dict[str, Any]:
    """Return the fields; None where nothing is registered."""
    product, lot = item.product, item.lot or {}
    details = product["details"]
    link = digital_link(item, serial)
    return {
        "product_name": product["name"],
        "brand": details["brand"] or None,
        "image": _image(product["pictures"]),
        "producer_name": product["firm_name"],
        "producer_address": details["producer_address"] or None,
        "produced_on": lot.get("produced_on"),
        "expires_on": lot.get("expires_on"),
        "lot_number": lot.get("lot_number"),
        "serial": serial or None,
        "standards": _standards(item, today),
        "trace_code": printed(link),
        "element_string": link.element_string,
        "trace_link": settings().public_url + link.path,
        "location_code": _gln(details["producer_code"]),
    }


def _standards(item: ItemFacts, today: date) -> list[str]:
    certified = {each["standard"] for each in item.live_certificates(today)} - {""}
    return sorted(certified | set(item.product["details"]["standards"]))


def _image(pictures: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the address of the first picture, not wider than a phone needs."""
    if not pictures:
        return None
    sizes = pictures[0]["sizes"]
    fitting = [size for size in sizes if size["width"] <= PHONE] or sizes[:1]
    return f"{settings().public_url}{fitting[-1]['url']}"


def _gln(code: str) -> str | None:
    """Return a producer's identifier when it is a GLN, which says where."""
    sound = GLN.fullmatch(code) and check_digit(code[:-1]) == code[-1]
    return code if sound else None


def digital_link(item: ItemFacts, serial: str = "") -> DigitalLink:
    """Return the elements that name the item."""
    lot = (("10", item.lot["lot_number"]),) if item.lot else ()
    stamp = (("21", serial),) if serial else ()
    return DigitalLink(("01", item.product["gtin"]), (*lot, *stamp))


def printed(link: DigitalLink) -> str:
    """Return the elements as they are printed for people: identifiers in brackets."""
    return "".join(f"({code}){value}" for code, value in link.elements)
