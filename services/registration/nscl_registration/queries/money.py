"""Why an amount is what it is, and what a budget has promised, paid and has left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from nscl_registration.domain.budget import budget_id
from nscl_registration.domain.codes import MovementKind, OrgType
from nscl_registration.domain.money import Grant, SupportRules
from nscl_registration.domain.payment import DEFAULT_PAYMENT_RULES
from nscl_registration.domain.supports import Support
from nscl_registration.domain.unit_year import unit_year_id
from nscl_registration.queries.applications import show_application
from nscl_registration.queries.programme import show_project
from nscl_registration.queries.project_money import budget_of_project
from nscl_registration.storage.documents import UnitYearDocument
from nscl_registration.storage.documents_money import BudgetDocument, LedgerDocument
from nscl_registration.storage.parts import values
from nscl_shared.kernel import RuleViolation
from nscl_shared.province import current_profile

LINES = 100
NO_RULE = dict.fromkeys(
    ("legal_basis", "source", "valid_from", "valid_to", "percent", "share_vnd", "cap_vnd",
     "cap_scope", "used_by_unit_vnd", "limit_vnd")
)  # fmt: skip


def show_budget(project_id: str) -> dict[str, Any]:
    """Return what a project may spend, has promised, paid and has left.

    Raises:
        NotFound: there is no such project.
    """
    project = show_project(project_id)
    budget = budget_of_project(project)
    return {
        "project_id": project_id,
        "year": project["year"],
        "source": budget.source,
        "limited": budget.planned_vnd is not None,
        "planned_vnd": budget.planned_vnd,
        "committed_vnd": budget.committed_vnd,
        "left_vnd": budget.left_vnd,
        "paid_vnd": budget.paid_vnd,
        "returned_vnd": budget.returned_vnd,
    }


def ledger_lines(
    project_id: str, *, before: int | None = None, limit: int = LINES
) -> dict[str, Any]:
    """Return ``{"lines": [...], "next": number}``, the latest first.

    Lines have no gaps, so that a page is bounded on both sides.
    """
    last = _last_line(project_id)
    end = min(before, last + 1) if before else last + 1
    query = LedgerDocument.objects(
        budget_id=budget_id(project_id), number__gte=end - limit, number__lt=end
    )
    lines = [_line(document) for document in query.order_by("-number")]
    return {"lines": lines, "next": lines[-1]["number"] if lines and end - limit > 1 else None}


def every_line(project_id: str) -> Iterator[dict[str, Any]]:
    """Yield all lines of a project's ledger, the earliest first."""
    for begin in range(1, _last_line(project_id) + 1, LINES):
        query = LedgerDocument.objects(
            budget_id=budget_id(project_id), number__gte=begin, number__lt=begin + LINES
        )
        yield from (_line(document) for document in query.order_by("number"))


def _last_line(project_id: str) -> int:
    kept = BudgetDocument.objects(id=budget_id(project_id)).only("entries").first()
    return kept.entries if kept else 0


def advance_percent() -> int:
    """Return the limit of advances, of the profile or the default."""
    found = current_profile().payment_rules
    return int(found["advance_percent"]) if found else DEFAULT_PAYMENT_RULES.advance_percent


def net_of(application: dict[str, Any]) -> int:
    """Return what was paid on an application less what came back."""
    return sum(
        -line["amount_vnd"] if line["kind"] == MovementKind.RETURN else line["amount_vnd"]
        for line in application["money"]
    )


def explain_amount(
    application_id: str,
    *,
    owner: str | None = None,
    today: date,
    on: date | None = None,
    cost_vnd: int | None = None,
) -> dict[str, Any]:
    """Return the rule behind an application's amount, its source and what limits it.

    Without ``on`` and ``cost_vnd`` the agreement's day and cost count, else the
    decision's, else today and the estimate.

    Raises:
        NotFound: there is no such application, or it is not ``owner``'s.
    """
    case = show_application(application_id, owner=owner)
    agreement, approval = case["agreement"] or {}, case["approval"] or {}
    day = on or agreement.get("signed_on") or approval.get("decided_on") or today
    cost = cost_vnd or agreement.get("total_cost_vnd") or case["estimated_cost_vnd"]
    ruled = _ruled(case, day, cost)
    left = None if owner else _budget_left(case)
    limits = [limit for limit in (ruled["limit_vnd"], left) if limit is not None]
    return {
        "application_id": application_id,
        "on": day,
        "cost_vnd": cost,
        "granted_vnd": case["support_vnd"],
        "rule_found": ruled["legal_basis"] is not None,
        **ruled,
        "budget_left_vnd": left,
        "allowed_vnd": min(limits) if ruled["limit_vnd"] is not None else None,
    }


def _ruled(case: dict[str, Any], day: date, cost: int) -> dict[str, Any]:
    used = _used_by_unit(case)
    supports = [Support(**line) for line in case["supports"]]
    if not supports:  # a draft without wishes
        return {**NO_RULE, "used_by_unit_vnd": used}
    rules = SupportRules.of(current_profile().support_rules)
    try:
        grant = rules.maximum(cost, day, OrgType(case["org_type"]), supports, used)
    except RuleViolation:
        return {**NO_RULE, "used_by_unit_vnd": used}
    return _told(grant, used)


def _told(grant: Grant, used: int) -> dict[str, Any]:
    rule = grant.rule
    return {
        "legal_basis": rule.legal_basis,
        "source": rule.source,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "percent": rule.max_share_percent,
        "share_vnd": grant.cost_vnd * rule.max_share_percent // 100,
        "cap_vnd": grant.cap_vnd,
        "cap_scope": rule.cap_scope,
        "used_by_unit_vnd": used,
        "limit_vnd": grant.limit_vnd,
    }


def _used_by_unit(case: dict[str, Any]) -> int:
    document = UnitYearDocument.objects(id=unit_year_id(case["firm_id"], case["year"])).first()
    granted = dict(document.granted) if document else {}
    return sum(vnd for number, vnd in granted.items() if number != case["case_number"])


def _budget_left(case: dict[str, Any]) -> int | None:
    budget = budget_of_project(show_project(case["project_id"]))
    if budget.left_vnd is None:
        return None
    return budget.left_vnd + budget.held.get(case["case_number"], 0)


def _line(document: Any) -> dict[str, Any]:
    return {
        "number": document.number,
        "kind": document.kind,
        "amount_vnd": document.amount_vnd,
        **values(document.cause),
    }
