"""Settings of this process beyond the common ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from environs import Env


@dataclass(frozen=True)
class Options:
    """``scans_per_second``: above it one scan in ``sample`` is recorded, the others counted.

    ``commune_header`` names a header in which a front door of the operator's tells the
    commune that a network address belongs to; empty for none.  ``reports_per_hour`` is how
    many reports one device may send.
    """

    scans_per_second: int
    sample: int
    commune_header: bytes
    reports_per_hour: int


@cache
def options() -> Options:
    """Read the settings, once."""
    env = Env()
    with env.prefixed("NSCL_SCAN_"):
        return Options(
            scans_per_second=env.int("PER_SECOND", 3_000),
            sample=env.int("SAMPLE", 20),
            commune_header=env.str("COMMUNE_HEADER", "").lower().encode(),
            reports_per_hour=env.int("REPORTS_PER_HOUR", 10),
        )
