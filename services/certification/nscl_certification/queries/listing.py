"""Lists of cases and certificates: filters, search without accents, pages by cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from nscl_certification.queries.views import case_view, certificate_view
from nscl_certification.storage.documents import CaseDocument, CertificateDocument
from nscl_shared.kernel.clock import today
from nscl_shared.persistence.words import matching

MAX_LIMIT = 200


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What to list.  ``firms`` limits to these units (None: all).

    ``expiring`` asks for live certificates whose last day is within so many
    days, soonest first; ``q`` for words of the unit's name, accents or not.
    """

    scheme: str = ""
    state: str = ""
    firm_id: str = ""
    q: str = ""
    expiring: int | None = None
    firms: Sequence[str] | None = None
    cursor: str = ""
    limit: int = 50


Listed = tuple[list[dict[str, Any]], str | None]


def list_cases(wanted: Filter) -> Listed:
    """Return cases, newest first, and the cursor of the next page."""
    rows, following = _newest(CaseDocument, wanted)
    return [case_view(row) for row in rows], following


def list_certificates(wanted: Filter) -> Listed:
    """Return certificates, newest first (or soonest to expire), and the next cursor."""
    day = today()
    if wanted.expiring is None:
        rows, following = _newest(CertificateDocument, wanted)
    else:
        rows, following = _soonest(wanted, day, wanted.expiring)
    return [certificate_view(row, day) for row in rows], following


def all_certificates(wanted: Filter) -> list[dict[str, Any]]:
    """Return every matching certificate, for choosing a successor."""
    return list_certificates(replace(wanted, limit=MAX_LIMIT, cursor=""))[0]


def count_expiring(days: int) -> int:
    """Return how many live certificates have their last day within ``days``."""
    within = {"expiry_key": _window(today(), days)}
    return int(CertificateDocument.objects(__raw__=within).count())


def _window(day: date, days: int, cursor: str = "") -> dict[str, str]:
    """Return the range of expiry keys from ``day`` (or the cursor) on."""
    last = day + timedelta(days=days)
    return {"$gt": max(cursor, day.isoformat()), "$lt": f"{last}~~"}


def _newest(document: Any, wanted: Filter) -> tuple[list[Any], str | None]:
    conditions = _conditions(wanted)
    if wanted.cursor:
        conditions["_id"] = {"$lt": wanted.cursor}
    found = document.objects(__raw__=conditions).order_by("-id").limit(wanted.limit + 1)
    return _cut(list(found), wanted.limit, "id")


def _soonest(wanted: Filter, day: date, days: int) -> tuple[list[Any], str | None]:
    conditions = {**_conditions(wanted), "expiry_key": _window(day, days, wanted.cursor)}
    found = CertificateDocument.objects(__raw__=conditions).order_by("expiry_key")
    return _cut(list(found.limit(wanted.limit + 1)), wanted.limit, "expiry_key")


def _conditions(wanted: Filter) -> dict[str, Any]:
    equal = {"scheme": wanted.scheme, "state": wanted.state}
    conditions: dict[str, Any] = {key: value for key, value in equal.items() if value}
    return {**conditions, **_units(wanted), **matching(wanted.q)}


def _units(wanted: Filter) -> dict[str, Any]:
    """Return the condition on the unit: the one asked for, if it may be seen."""
    if wanted.firms is None:
        return {"firm_id": wanted.firm_id} if wanted.firm_id else {}
    seen = [firm for firm in wanted.firms if wanted.firm_id in ("", firm)]
    return {"firm_id": {"$in": seen}}


def _cut(rows: list[Any], limit: int, cursor: str) -> tuple[list[Any], str | None]:
    return rows[:limit], str(rows[limit - 1][cursor]) if len(rows) > limit else None
