"""What Vietnamese rules want told of a traced product.

The least data of Circular 02/2024/TT-BKHCN, with the codes as TCVN 13274:2020 forms
them (a key and its qualifiers) and TCVN 13275:2020 writes them for people and machines.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from nscl_shared.settings import settings
from nscl_traceability.domain.gs1.digital_link import DigitalLink
from nscl_traceability.queries.stamp_facts import ItemFacts


def trace_fields(item: ItemFacts, serial: str, today: date) -> dict[str, Any]:
    """Return the fields; None where nothing is registered."""
    product, lot = item.product, item.lot or {}
    link = digital_link(item, serial)
    return {
        "product_name": product["name"],
        "brand": product.get("brand"),
        "image": product.get("image"),
        "producer_name": product["firm_name"],
        "producer_address": product.get("address"),
        "produced_on": lot.get("produced_on"),
        "expires_on": lot.get("expires_on"),
        "lot_number": lot.get("lot_number"),
        "serial": serial or None,
        "standards": sorted({each["standard"] for each in item.live_certificates(today)}),
        "trace_code": printed(link),
        "element_string": link.element_string,
        "trace_link": settings().public_url + link.path,
        "location_code": product.get("gln"),
    }


def digital_link(item: ItemFacts, serial: str = "") -> DigitalLink:
    """Return the elements that name the item."""
    lot = (("10", item.lot["lot_number"]),) if item.lot else ()
    stamp = (("21", serial),) if serial else ()
    return DigitalLink(("01", item.product["gtin"]), (*lot, *stamp))


def printed(link: DigitalLink) -> str:
    """Return the elements as they are printed for people: identifiers in brackets."""
    return "".join(f"({code}){value}" for code, value in link.elements)
