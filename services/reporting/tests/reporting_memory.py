"""The storage's promise, in memory, so that handlers and figures are tested without it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nscl_contracts import CloudEvent
from nscl_reporting.domain import facts as f
from nscl_reporting.handlers.keep_fact import keep_fact
from nscl_reporting.handlers.reading import read_event


class Convergent:
    """The storage's promise in memory: a later sequence wins, field by field."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], dict[str, tuple[int, Any]]] = {}

    def absorb(self, kind: str, subject: str, sequence: int, fields: dict[str, Any]) -> None:
        row = self.rows.setdefault((kind, subject), {})
        for name, value in fields.items():
            if sequence > row.get(name, (0, None))[0]:
                row[name] = (sequence, value)

    def facts(self) -> f.Facts:
        return f.Facts(**{name: list(self._of(name)) for name in f.Facts.__dataclass_fields__})

    def _of(self, kind: str) -> Iterator[f.Fact]:
        fact = FACTS[kind]
        for (of_kind, subject), row in self.rows.items():
            if of_kind == kind:
                values = {n: v for n, (_, v) in row.items() if n in fact.__dataclass_fields__}
                if "supports" in values:
                    values["supports"] = [f.Support(**s) for s in values["supports"]]
                yield fact(id=subject, **values)


FACTS = {
    "plans": f.Plan,
    "projects": f.Project,
    "activities": f.Activity,
    "applications": f.Application,
    "certificates": f.Certificate,
    "traced_products": f.TracedProduct,
    "stamp_batches": f.StampBatch,
}


class Work:
    """A unit of work over memory."""

    def __init__(self) -> None:
        self.facts = Convergent()


def facts_after(events: list[CloudEvent]) -> f.Facts:
    work = Work()
    for event in events:
        command = read_event(event)
        if command is not None:
            keep_fact(command, work)
    return work.facts.facts()
