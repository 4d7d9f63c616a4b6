"""Lists of cases and certificates: filters, search without accents, pages by cursor."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from nscl_certification.domain.certificate import LIVE
from nscl_certification.queries.clock import today
from nscl_certification.queries.views import case_view, certificate_view
from nscl_certification.storage.documents import CaseDocument, CertificateDocument
from nscl_shared.kernel import InvalidInput, search_key

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
        rows, following = _soonest(wanted, day)
    return [certificate_view(row, day) for row in rows], following


def all_certificates(wanted: Filter) -> list[dict[str, Any]]:
    """Return every matching certificate, for choosing a successor."""
    return list_certificates(replace(wanted, limit=MAX_LIMIT, cursor=""))[0]


def _newest(document: Any, wanted: Filter) -> tuple[list[Any], str | None]:
    conditions = _conditions(wanted)
    if wanted.cursor:
        conditions.append({"_id": {"$lt": wanted.cursor}})
    rows = _rows(document, conditions, wanted, "-id")
    return _cut(rows, wanted, lambda row: str(row.id))


def _soonest(wanted: Filter, day: date) -> tuple[list[Any], str | None]:
    last = day + timedelta(days=wanted.expiring or 0)
    conditions = _conditions(wanted)
    conditions.append({"expires_on": {"$gte": _stored(day), "$lte": _stored(last)}})
    conditions.append({"state": {"$in": sorted(state.value for state in LIVE)}})
    expires, _sep, last_id = wanted.cursor.partition("~")
    if last_id:
        since = _stored(_day_of(expires))
        later = [{"expires_on": {"$gt": since}},
                 {"expires_on": since, "_id": {"$gt": last_id}}]
        conditions.append({"$or": later})
    rows = _rows(CertificateDocument, conditions, wanted, "expires_on", "id")
    return _cut(rows, wanted, lambda row: f"{row.expires_on.isoformat()}~{row.id}")


def _conditions(wanted: Filter) -> list[dict[str, Any]]:
    equal = {"scheme": wanted.scheme, "state": wanted.state, "firm_id": wanted.firm_id}
    conditions: list[dict[str, Any]] = [{key: value} for key, value in equal.items() if value]
    if wanted.firms is not None:
        conditions.append({"firm_id": {"$in": list(wanted.firms)}})
    conditions += [
        {"words": {"$regex": f"^{re.escape(word)}"}} for word in search_key(wanted.q).split()
    ]
    return conditions


def _rows(
    document: Any, conditions: list[dict[str, Any]], wanted: Filter, *order: str
) -> list[Any]:
    query = {"$and": conditions} if conditions else {}
    return list(document.objects(__raw__=query).order_by(*order).limit(wanted.limit + 1))


def _cut(
    rows: list[Any], wanted: Filter, cursor_of: Callable[[Any], str]
) -> tuple[list[Any], str | None]:
    shown = rows[: wanted.limit]
    return shown, cursor_of(shown[-1]) if len(rows) > wanted.limit else None


def _stored(day: date) -> datetime:
    """Return ``day`` as the database keeps dates: midnight UTC."""
    return datetime.combine(day, time(), UTC)


def _day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput("cursor-invalid", field="cursor") from None
