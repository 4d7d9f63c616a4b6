"""Applications for lists and pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nscl_registration.domain.codes import ApplicationState
from nscl_registration.domain.form import Form, missing_fields
from nscl_registration.queries.firms import holder_of
from nscl_registration.queries.paging import equal, every
from nscl_registration.queries.scan import scan
from nscl_registration.storage.documents import ApplicationDocument
from nscl_registration.storage.documents_programme import made_of, values_of
from nscl_registration.storage.lists import CASE_FACETS
from nscl_registration.storage.parts import values
from nscl_shared.kernel import NotFound
from nscl_shared.persistence.ladder import ladder_of

TAX_CODE = re.compile(r"\d{10}(-?\d{3})?")

ROW = ("case_number", "firm_id", "firm_name", "org_type", "project_id", "year",
       "estimated_cost_vnd", "state")  # fmt: skip
READ = (*ROW, "late", "officer_id", "owner_account_id", "phrase", "approval.support_vnd",
        "agreement.support_vnd")  # fmt: skip
BATCH = 200


def list_applications(
    *,
    owner: str | None = None,
    q: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
    **filters: Any,
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}``, newest first.

    ``filters``: ``state``, ``project_id``, ``year``, ``firm_id``, ``officer_id``; ``None``
    means any.
    ``q``: the tax code of a unit, or words (or their beginnings) of case number, unit
    and products, without regard to accents.
    """
    asked, text = _understood(equal(owner_account_id=owner, **filters), q)
    ladder = ladder_of(ApplicationDocument, descending=True)
    found = scan(ladder, asked, text, CASE_FACETS, cursor=cursor, limit=limit, fields=READ)
    return {"items": [_row(row) for row in found.rows], "next": found.next}


def _understood(asked: dict[str, Any], q: str | None) -> tuple[dict[str, Any], str | None]:
    """Ask for the unit that has the tax code that was searched."""
    code = (q or "").strip()
    holder = holder_of(code.replace("-", "")) if TAX_CODE.fullmatch(code) else None
    if holder is None:
        return asked, q
    return {"firm_id": holder["id"], **asked}, None


def every_application(**asked: Any) -> Iterator[dict[str, Any]]:
    """Yield all rows of a list, page by page."""
    return every(lambda cursor: list_applications(cursor=cursor, limit=BATCH, **asked))


def chosen_applications(ids: Iterable[str], *, owner: str | None = None) -> list[dict[str, Any]]:
    """Return rows of the applications that are there and, if given, ``owner``'s, newest first."""
    wanted = {"_id": {"$in": list(ids)}, **equal(owner_account_id=owner)}
    found = ladder_of(ApplicationDocument).collection.find(wanted, dict.fromkeys(READ, 1))
    return sorted(map(_row, found), key=lambda row: str(row["id"]), reverse=True)


def applications_of(
    firm_ids: Iterable[str], *, owner: str | None = None, limit: int = 50
) -> list[dict[str, Any]]:
    """Return the latest applications of some units, newest first."""
    lists = [list_applications(owner=owner, firm_id=one, limit=limit)["items"] for one in firm_ids]
    return sorted((row for rows in lists for row in rows), key=lambda r: r["id"], reverse=True)[
        :limit
    ]


def show_application(application_id: str, *, owner: str | None = None) -> dict[str, Any]:
    """Return one application with supports, timeline, decision and agreement.

    Raises:
        NotFound: there is none, or it is not ``owner``'s.
    """
    document = ApplicationDocument.objects(id=application_id).first()
    if document is None or (owner and document.owner_account_id != owner):
        raise NotFound("application-not-found", id=application_id)
    return {
        **_row(document.to_mongo()),
        "version": document.version,
        "supports": [values(part) for part in document.supports],
        "history": [values(part) for part in document.history],
        "approval": values(document.approval) if document.approval else None,
        "agreement": values(document.agreement) if document.agreement else None,
        "settlement": values(document.settlement) if document.settlement else None,
        "form": values_of(made_of(Form, document.form)),
        "attachments": [dict(file) for file in document.attachments],
        "missing": _missing(document),
        "money": [values(part) for part in document.money],
        "progress": [values(part) for part in document.progress],
        **_hands(document, told=owner is None),
    }


def _hands(document: Any, *, told: bool) -> dict[str, Any]:
    """Return whose case it is and was; a unit is not told."""
    given = document.assignments if told else ()
    return {
        "officer_id": document.officer_id if told else None,
        "assignments": [values(part) for part in given],
    }


def _missing(document: Any) -> list[str]:
    """Return what a draft still lacks; what is handed in lacks nothing."""
    if document.state != ApplicationState.DRAFT:
        return []
    committed = document.form.get("committed", False)
    return missing_fields(document.supports, document.estimated_cost_vnd, committed=committed)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a list, from what is stored: documents of a page would be slow to load."""
    promise = row.get("agreement") or row.get("approval") or {}
    return {
        "id": row["_id"],
        **{name: row[name] for name in ROW},
        "late": row.get("late", False),
        "support_vnd": promise.get("support_vnd"),
    }
