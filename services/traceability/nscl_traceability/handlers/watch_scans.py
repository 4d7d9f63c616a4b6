"""Look at what was scanned and raise what it tells, each thing once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nscl_shared.kernel import new_id
from nscl_shared.units import apart_km
from nscl_traceability.domain import signals as rules
from nscl_traceability.domain.signal import Signal
from nscl_traceability.domain.signals import Finding, Origin, SeenScan, Sighting, Thresholds
from nscl_traceability.handlers.ports import TraceabilityWork
from nscl_traceability.handlers.signal_commands import WatchScans, WatchTallies


def watch_scans(cmd: WatchScans, work: TraceabilityWork) -> dict[str, Any]:
    """Judge the next page of scans; place in the list and signals are written together.

    Raises:
        Conflict: ``changed-meanwhile``: another replica has looked at this page.
    """
    page = work.watched.page(cmd.until, cmd.span, cmd.most)
    if page is None:
        return {"read": 0, "more": False, "raised": {}}
    work.watched.advance(page)
    origins = work.watched.origins({scan.batch_number for scan in page.scans})
    known = [scan for scan in page.scans if scan.batch_number in origins]
    found = [*_verdicts(known, origins, cmd.limits), *_travels(known, origins, work, cmd.limits)]
    fresh = list(_within_bounds(_new(found, work), work, cmd.limits))
    fresh += _clusters(fresh, work, cmd.limits)
    return {"read": len(page.scans), "more": page.more, "raised": _raise(fresh, work)}


def watch_tallies(cmd: WatchTallies, work: TraceabilityWork) -> dict[str, Any]:
    """Judge how many forged serials there were; an hour is raised once, however it goes on."""
    tallies = work.watched.forged(cmd.days, cmd.limits.forged_serials)
    products = work.watched.products({one.leading for one in tallies if one.leading})
    found = [
        rules.of_forged(one, products.get(one.leading or ""), at=cmd.at, limits=cmd.limits)
        for one in tallies
    ]
    return {"raised": _raise(_new([one for one in found if one], work), work)}


def _verdicts(
    scans: Iterable[SeenScan], origins: Mapping[int, Origin], limits: Thresholds
) -> Iterator[Finding]:
    for scan in scans:
        yield from rules.of_scan(scan, origins[scan.batch_number], limits)


def _travels(
    scans: Iterable[SeenScan],
    origins: Mapping[int, Origin],
    work: TraceabilityWork,
    limits: Thresholds,
) -> Iterator[Finding]:
    """Compare each scan with where its stamp was scanned before; note where it is now."""
    placed = [(scan, scan.commune) for scan in scans if scan.commune]
    last = work.watched.sightings({scan.stamp for scan, _commune in placed})
    known = frozenset(last)
    moved: dict[str, Sighting] = {}
    for scan, commune in sorted(placed, key=lambda one: one[0].at):
        before = last.get(scan.stamp)
        if before is not None and before.commune != commune:
            km = apart_km(before.commune, commune, scan.day)
            found = rules.of_travel(scan, origins[scan.batch_number], before, km, limits)
            if found:
                yield found
        if before is None or before.at <= scan.at:
            last[scan.stamp] = moved[scan.stamp] = Sighting(commune, scan.at)
    work.watched.keep_sightings(moved, known)


def _new(found: Iterable[Finding], work: TraceabilityWork) -> list[Finding]:
    by_key = {one.key: one for one in reversed(list(found))}
    known = work.signals.known(by_key)
    return [one for key, one in reversed(by_key.items()) if key not in known]


def _within_bounds(
    found: Iterable[Finding], work: TraceabilityWork, limits: Thresholds
) -> Iterator[Finding]:
    """Yield no more than ``most_alike`` of a kind, batch and day."""
    counts: Counter[tuple[Any, ...]] = Counter()
    for one in found:
        alike = (one.kind, one.batch_number, one.day)
        if alike not in counts:
            counts[alike] = work.signals.alike(one)
        if counts[alike] < limits.most_alike:
            counts[alike] += 1
            yield one


def _clusters(
    fresh: Iterable[Finding], work: TraceabilityWork, limits: Thresholds
) -> list[Finding]:
    suspects: dict[str, tuple[Finding, set[str]]] = {}
    for one in fresh:
        if one.kind in rules.OF_COPIES and one.batch_number and one.stamp:
            key = rules.cluster_key(one.batch_number, one.commune, one.day)
            _last, stamps = suspects.get(key, (one, set()))
            suspects[key] = (one, stamps | {one.stamp})
    known = work.signals.known(suspects)
    found = [
        rules.of_cluster(last, len(stamps | _stored(last, work)), limits)
        for key, (last, stamps) in suspects.items()
        if key not in known
    ]
    return [one for one in found if one]


def _stored(last: Finding, work: TraceabilityWork) -> set[str]:
    return work.signals.stamps(last.batch_number or 0, last.commune, last.day, rules.OF_COPIES)


def _raise(found: Iterable[Finding], work: TraceabilityWork) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in found:
        work.signals.add(Signal.raised(new_id(), one))
        counts[one.kind.value] += 1
    return dict(counts)
