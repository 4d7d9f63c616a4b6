"""What can be asked of the tables; every question names its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from nscl_shared.kernel.text import search_key
from nscl_shared.units.names import folded
from nscl_shared.units.table import Succession, Unit, successions, table_on


def unit_on(code: str, day: date) -> Unit | None:
    """Return the unit that has ``code`` on ``day``, if any."""
    return table_on(day).by_code.get(code)


def children(code: str | None, day: date) -> tuple[Unit, ...]:
    """Return the units directly below ``code`` (provinces below ``None``) on ``day``, by name."""
    return table_on(day).by_parent.get(code, ())


def path(code: str, day: date) -> tuple[Unit, ...]:
    """Return the unit and those above it up to the province; empty when there is none."""
    table = table_on(day)
    unit = table.by_code.get(code)
    return tuple(table.upwards(unit)) if unit else ()


def path_name(code: str, day: date) -> str:
    """Return "Xã Na Sầm, Tỉnh Lạng Sơn", or the code where the day knows no such unit."""
    return ", ".join(unit.full_name for unit in path(code, day)) or code


def province_of(code: str, day: date) -> str | None:
    """Return the code of the province of a unit on ``day``."""
    found = path(code, day)
    return found[-1].code if found else None


def find(asked: str, day: date, *, within: str | None = None, limit: int = 20) -> list[Unit]:
    """Return the lowest units whose path has every word of ``asked`` beginning a word of it.

    Accents do not matter, but a name that is written exactly so comes first, then
    names that begin so.  ``within`` is a province or district.
    """
    words = [f" {word}" for word in search_key(asked).split()]
    found = [
        unit
        for text, unit in table_on(day).communes
        if all(word in text for word in words) and _is_within(unit, within, day)
    ]
    return sorted(found, key=lambda unit: _rank(unit, asked))[:limit]


def successors(code: str) -> tuple[Succession, ...]:
    """Return where a unit of before 2025-07-01 went, the part with its centre first.

    Communes (and the five island districts without communes) went into communes;
    districts and provinces have the communes of all their parts.
    """
    forward, _ = _directions()
    if code in forward:
        return forward[code]
    below = {s for part in children(code, date.min) for s in successors(part.code)}
    return tuple(sorted(below, key=_main_first))


def predecessors(code: str) -> tuple[Succession, ...]:
    """Return the old communes that went into a commune of today, whole or in part."""
    return _directions()[1].get(code, ())


@cache
def _directions() -> tuple[
    Mapping[str, tuple[Succession, ...]], Mapping[str, tuple[Succession, ...]]
]:
    forward, backward = defaultdict(list), defaultdict(list)
    for one in successions():
        forward[one.old].append(one)
        backward[one.new].append(one)
    return _sorted(forward), _sorted(backward)


def _sorted(by_code: Mapping[str, Iterable[Succession]]) -> dict[str, tuple[Succession, ...]]:
    return {code: tuple(sorted(given, key=_main_first)) for code, given in by_code.items()}


def _main_first(one: Succession) -> tuple[bool, str, str]:
    return not one.main, one.new, one.old


def _is_within(unit: Unit, within: str | None, day: date) -> bool:
    return within is None or any(one.code == within for one in path(unit.code, day))


def _rank(unit: Unit, asked: str) -> tuple[bool, bool, int, str, str]:
    name, key = search_key(unit.name), search_key(asked)
    exact = folded(asked) in (folded(unit.name), folded(unit.full_name))
    return not exact, not name.startswith(key), -len(unit.code), name, unit.code
