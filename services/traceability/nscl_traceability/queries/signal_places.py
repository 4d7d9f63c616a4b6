"""Names of communes, as lists of signals show them."""

from __future__ import annotations

from datetime import date

from nscl_shared.units import path_name


def commune_name(code: str | None, day: date) -> str | None:
    """Return "Phường Kỳ Lừa, Tỉnh Lạng Sơn"; the code where the day knows none, None for none."""
    return path_name(code, day) if code else None
