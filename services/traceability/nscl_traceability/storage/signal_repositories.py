"""Signals and cases in and out of the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import UTC, date
from typing import Any

from nscl_shared.persistence import AggregateRepository
from nscl_traceability.domain.case import Case, CaseState, CaseStep, Evidence, Outcome
from nscl_traceability.domain.signal import Signal
from nscl_traceability.domain.signals import Finding, Goods, Origin, SignalKind
from nscl_traceability.storage import documents_signals as documents
from nscl_traceability.storage.documents_recall import StepPart
from nscl_traceability.storage.parts import values

_FINDING = (
    "key", "at", "commune", "stamp", "count", "product_count", "other_commune", "km", "minutes",
    "hour",
)  # fmt: skip
_CASE = ("number", "title", "opened_on", "closed_on", "voided")


class SignalRepository(AggregateRepository[Signal]):
    """The signals."""

    document = documents.SignalDocument
    missing = "signal-not-found"

    def known(self, keys: Collection[str]) -> set[str]:
        """Return those of the keys that have a signal."""
        if not keys:
            return set()
        return {one.key for one in self.document.objects(key__in=list(keys)).only("key")}

    def alike(self, finding: Finding) -> int:
        """Return how many there are of the finding's kind and batch on its day."""
        return int(self.document.objects(__raw__=_alike(finding)).count())

    def stamps(
        self, batch_number: int, commune: str | None, day: date, kinds: Collection[SignalKind]
    ) -> set[str]:
        """Return the stamps of a batch with signals of ``kinds`` in a commune on a day."""
        wanted = {
            "origin.batch_number": batch_number,
            "day": day.isoformat(),
            "kind": {"$in": sorted(kind.value for kind in kinds)},
            "commune": commune,
        }
        return {one.stamp for one in self.document.objects(__raw__=wanted).only("stamp")}

    def to_domain(self, document: documents.SignalDocument) -> Signal:
        """Return the stored signal."""
        origin = _origin(values(document.origin)) if document.origin else None
        finding = Finding(
            kind=SignalKind(document.kind),
            day=date.fromisoformat(document.day),
            origin=origin,
            **{name: document[name] for name in _FINDING},
        )
        known = {"version": document.version, "case_id": document.case_id}
        return Signal(id=document.id, finding=finding, **known)

    def to_fields(self, aggregate: Signal) -> dict[str, Any]:
        """Return the document's fields."""
        finding = aggregate.finding
        origin = documents.OriginPart(**vars(finding.origin)) if finding.origin else None
        return {
            **{name: getattr(finding, name) for name in _FINDING},
            "kind": finding.kind.value,
            "day": finding.day.isoformat(),
            "origin": origin,
            "case_id": aggregate.case_id,
        }


class CaseRepository(AggregateRepository[Case]):
    """The cases."""

    document = documents.CaseDocument
    missing = "case-not-found"

    def to_domain(self, document: documents.CaseDocument) -> Case:
        """Return the stored case."""
        kinds = (document.signals, document.reports, document.products)
        return Case(
            id=document.id,
            version=document.version,
            state=CaseState(document.state),
            outcome=Outcome(document.outcome) if document.outcome else None,
            evidence=Evidence(*(tuple(ids) for ids in kinds)),
            steps=tuple(_step(part) for part in document.steps),
            **{name: document[name] for name in _CASE},
        )

    def to_fields(self, aggregate: Case) -> dict[str, Any]:
        """Return the document's fields."""
        evidence = aggregate.evidence
        return {
            **{name: getattr(aggregate, name) for name in _CASE},
            "state": aggregate.state.value,
            "outcome": aggregate.outcome.value if aggregate.outcome else None,
            **{name: list(ids) for name, ids in vars(evidence).items()},
            "steps": [StepPart(**vars(step)) for step in aggregate.steps],
        }


def _alike(finding: Finding) -> dict[str, Any]:
    day, kind = finding.day.isoformat(), finding.kind.value
    return {"origin.batch_number": finding.batch_number, "day": day, "kind": kind}


def _origin(known: dict[str, Any]) -> Goods:
    if known.get("batch_id"):
        return Origin(**known)
    return Goods(**{each.name: known[each.name] for each in fields(Goods)})


def _step(part: Any) -> CaseStep:
    known = values(part)
    return CaseStep(at=known.pop("at").replace(tzinfo=UTC), **known)
