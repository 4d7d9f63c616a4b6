"""Cases and consumers' reports for lists and details."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from nscl_shared.kernel import NotFound
from nscl_shared.kernel.clock import VIETNAM, local_date
from nscl_shared.persistence.paging import every
from nscl_traceability.domain.case import CaseState
from nscl_traceability.queries.signal_places import commune_name
from nscl_traceability.queries.signals import signals_of
from nscl_traceability.storage.documents import ProductDocument
from nscl_traceability.storage.documents_scans import ReportDocument
from nscl_traceability.storage.documents_signals import CaseDocument
from nscl_traceability.storage.parts import values

PAGE = 50
_CASE = ("number", "title", "state", "outcome", "opened_on", "closed_on", "voided", "version")
_REPORT = ("kind", "link", "words", "product_id", "firm_id", "at", "case_id", "erased_at")


@dataclass(frozen=True, kw_only=True)
class ReportFilter:
    """Which reports: of the days from ``first`` to ``last``; ``taken`` as for signals."""

    first: date
    last: date
    kind: str = ""
    taken: str = ""
    cursor: str | None = None


def list_cases(
    *, state: str = "", cursor: str | None = None
) -> tuple[list[dict[str, Any]], str | None]:
    """Return cases, the newest first, and the cursor of the next page."""
    conditions: dict[str, Any] = {"state": state} if state else {}
    if cursor:
        conditions["_id"] = {"$lt": cursor}
    found = list(CaseDocument.objects(__raw__=conditions).order_by("-id").limit(PAGE + 1))
    following = found[PAGE - 1].id if len(found) > PAGE else None
    return [case_view(document) for document in found[:PAGE]], following


def count_open_cases() -> int:
    """Return how many cases are under examination."""
    return int(CaseDocument.objects(state=CaseState.OPEN.value).count())


def every_case(state: str = "") -> Iterator[dict[str, Any]]:
    """Yield all cases of the list, page by page."""
    return every(lambda cursor: list_cases(state=state, cursor=cursor))


def show_case(case_id: str) -> dict[str, Any]:
    """Return a case with its evidence and history.

    Raises:
        NotFound: ``case-not-found``.
    """
    document = CaseDocument.objects(id=case_id).first()
    if document is None:
        raise NotFound("case-not-found", id=case_id)
    reports = list(ReportDocument.objects(id__in=list(document.reports)).order_by("-at"))
    return {
        **case_view(document),
        "product_ids": list(document.products),
        "signals": signals_of(document.signals),
        "reports": _report_views(reports),
        "steps": [values(step) for step in document.steps],
    }


def case_view(document: Any) -> dict[str, Any]:
    """Return what lists show of a case."""
    return {
        "id": document.id,
        **{name: document[name] for name in _CASE},
        "signal_count": len(document.signals),
        "report_count": len(document.reports),
    }


def list_reports(wanted: ReportFilter) -> tuple[list[dict[str, Any]], str | None]:
    """Return consumers' reports, the newest first, and the cursor of the next page."""
    conditions: dict[str, Any] = {"at": _between(wanted.first, wanted.last)}
    if wanted.kind:
        conditions["kind"] = wanted.kind
    if wanted.taken:
        conditions["case_id"] = None if wanted.taken == "no" else {"$ne": None}
    if wanted.cursor:
        conditions["_id"] = {"$lt": wanted.cursor}
    found = list(ReportDocument.objects(__raw__=conditions).order_by("-id").limit(PAGE + 1))
    following = found[PAGE - 1].id if len(found) > PAGE else None
    return _report_views(found[:PAGE]), following


def every_report(wanted: ReportFilter) -> Iterator[dict[str, Any]]:
    """Yield all reports of the list, page by page."""
    return every(lambda cursor: list_reports(replace(wanted, cursor=cursor)))


def _between(first: date, last: date) -> dict[str, datetime]:
    """Return the moments of local days."""
    begin = datetime.combine(first, time(), VIETNAM).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time(), VIETNAM).astimezone(UTC)
    return {"$gte": begin, "$lt": end}


def _report_views(found: Sequence[Any]) -> list[dict[str, Any]]:
    ids = list({one.product_id for one in found if one.product_id})
    products = {one.id: one for one in ProductDocument.objects(id__in=ids)}
    return [_report_view(one, products.get(one.product_id)) for one in found]


def _report_view(document: Any, product: Any) -> dict[str, Any]:
    day = local_date(document.at)
    return {
        "id": document.id,
        **{name: document[name] for name in _REPORT},
        "commune": document.commune_code,
        "commune_name": commune_name(document.commune_code, day),
        "product_name": product.name if product else None,
        "firm_name": product.firm_name if product else None,
    }
