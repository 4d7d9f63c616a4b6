"""Sets of whole numbers as inclusive intervals: sorted, apart from each other, as few as can be.

A million stamps activated at once are one pair of numbers.  Every function takes
and returns :data:`Intervals` in that one form, so equal sets compare equal.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

Interval = tuple[int, int]
Intervals = tuple[Interval, ...]
NONE: Intervals = ()


def of(pairs: Iterable[Iterable[int]]) -> Intervals:
    """Return the set of all numbers in ``pairs`` of first and last, given in any order.

    Raises:
        ValueError: a pair is not one, or its last number is below its first.
    """
    merged: list[Interval] = []
    for first, last in sorted((first, last) for first, last in pairs):
        if last < first:
            raise ValueError(f"{first}–{last} is no interval")
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def singles(numbers: Iterable[int]) -> Intervals:
    """Return the set of ``numbers``, given in any order and however often."""
    return of((number, number) for number in numbers)


def union(one: Intervals, other: Intervals) -> Intervals:
    """Return what is in ``one`` or in ``other``."""
    return of((*one, *other)) if one and other else one or other


def intersection(one: Intervals, other: Intervals) -> Intervals:
    """Return what is in both."""
    shared: list[Interval] = []
    left, right = 0, 0
    while left < len(one) and right < len(other):
        first = max(one[left][0], other[right][0])
        last = min(one[left][1], other[right][1])
        if first <= last:
            shared.append((first, last))
        if one[left][1] < other[right][1]:
            left += 1
        else:
            right += 1
    return tuple(shared)


def subtract(one: Intervals, other: Intervals) -> Intervals:
    """Return what is in ``one`` and not in ``other``."""
    return intersection(one, _gaps(other, one)) if one and other else one


def contains(one: Intervals, number: int) -> bool:
    """Tell whether ``number`` is in ``one``."""
    place = bisect_right(one, number, key=lambda interval: interval[0]) - 1
    return place >= 0 and number <= one[place][1]


def covers(one: Intervals, other: Intervals) -> bool:
    """Tell whether all of ``other`` is in ``one``."""
    return intersection(one, other) == other


def count(one: Intervals) -> int:
    """Return how many numbers are in ``one``."""
    return sum(last - first + 1 for first, last in one)


def _gaps(holes: Intervals, within: Intervals) -> Intervals:
    """Return what lies between ``holes``, from the first number of ``within`` to its last."""
    start, end = within[0][0], within[-1][1]
    edges = [start, *(edge for first, last in holes for edge in (first - 1, last + 1)), end]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((first, last) for first, last in pairs if first <= last)
