"""Times as people write them on a command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from nscl_shared.runtime.problems import RuntimeProblem

UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def moment(text: str) -> datetime | None:
    """Return the time that ``text`` names: a date, date and time, or ``90m``, ``2h``, ``3d`` ago.

    Raises:
        RuntimeProblem: it names none.
    """
    if not text:
        return None
    try:
        if unit := UNITS.get(text[-1]):
            return datetime.now(UTC) - timedelta(**{unit: int(text[:-1])})
        named = datetime.fromisoformat(text)
    except ValueError:
        raise RuntimeProblem(
            f"{text!r} is no time", "Write 2026-01-31, 2026-01-31T12:00, 90m, 2h or 3d"
        ) from None
    return named if named.tzinfo else named.astimezone()
