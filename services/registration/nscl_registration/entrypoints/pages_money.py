"""Pages: the books of a project."""

from __future__ import annotations

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints.access import WEB
from nscl_registration.entrypoints.case_bodies import LedgerQuery
from nscl_registration.queries.money import ledger_lines, show_budget
from nscl_shared.web import Page, Request, route


class MoneyPages:
    """Mixin: reading only."""

    @route("GET", f"{WEB}/projects/<project_id>/budget", query=LedgerQuery)
    def budget_page(self, request: Request, project_id: str) -> Page:
        """Show budget and ledger."""
        found = ledger_lines(project_id, before=request.query().get("before"))
        return Page("budget.html", budget=show_budget(project_id), **found, labels=labels)
