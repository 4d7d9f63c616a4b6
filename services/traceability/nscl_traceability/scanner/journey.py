"""The way of a lot, step by step, for the consumer's page.

A port: whatever knows of steps yields them; the page sorts and shows them.  What is
recorded of the lot itself is the first source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from nscl_shared.i18n import _
from nscl_traceability.queries.stamp_facts import ItemFacts


@dataclass(frozen=True)
class Step:
    """Something that happened to the lot: when, what, by whom or where."""

    on: date
    what: str
    who: str = ""
    point: tuple[float, float] | None = None


Source = Callable[[ItemFacts], Iterator[Step]]


def journey(item: ItemFacts) -> list[Step]:
    """Return the steps of an item, the earliest first; none for a product without a lot."""
    steps = [step for source in SOURCES for step in source(item)]
    return sorted(steps, key=lambda step: step.on)


def _own_dates(item: ItemFacts) -> Iterator[Step]:
    if item.lot is not None:
        yield Step(item.lot["produced_on"], _("Produced"), item.product["firm_name"])


def _events(item: ItemFacts) -> Iterator[Step]:
    words = {
        "harvested": _("Harvested"),
        "produced": _("Made"),
        "processed": _("Processed"),
        "packed": _("Packed"),
        "shipped": _("Shipped"),
        "received": _("Received"),
        "stored": _("Stored"),
    }
    for step in item.way.steps:
        yield Step(step.day, words[step.kind], step.place, step.point)


def _recalled(item: ItemFacts) -> Iterator[Step]:
    opened = (item.recall or {}).get("opened_on")
    if opened is not None:
        yield Step(getattr(opened, "date", lambda: opened)(), _("Recalled"))


SOURCES: tuple[Source, ...] = (_events, _own_dates, _recalled)
