"""REST: why an amount is what it is, and the books of a project."""

from __future__ import annotations

from nscl_registration.entrypoints import case_bodies, case_views
from nscl_registration.entrypoints.access import API, API_CASE
from nscl_registration.entrypoints.callers import owner
from nscl_registration.queries.money import explain_amount, ledger_lines, show_budget
from nscl_shared.kernel.clock import today
from nscl_shared.web import Json, Request, route


class MoneyApi:
    """Mixin: reading only."""

    @route(
        "GET",
        f"{API_CASE}/amount",
        query=case_bodies.AmountQuery,
        returns=case_views.AmountView,
        summary="Why this amount: rule, legal basis, source, cap and what is left",
    )
    def amount(self, request: Request, application_id: str) -> Json:
        """Explain the amount."""
        query = request.query()
        return Json(explain_amount(application_id, owner=owner(request), today=today(), **query))

    @route(
        "GET",
        f"{API}/projects/<project_id>/budget",
        query=case_bodies.LedgerQuery,
        returns=case_views.LedgerView,
        summary="The budget of a project with its ledger, the latest line first",
    )
    def budget(self, request: Request, project_id: str) -> Json:
        """Show the books."""
        before = request.query().get("before")
        return Json({**show_budget(project_id), **ledger_lines(project_id, before=before)})
