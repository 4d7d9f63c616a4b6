"""Pages: the history of a case, to read and to print."""

from __future__ import annotations

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints.access import CASE
from nscl_registration.entrypoints.bodies import ListQuery
from nscl_registration.entrypoints.callers import owner
from nscl_registration.entrypoints.labels_history import history
from nscl_registration.queries.timeline import timeline_of
from nscl_shared.web import Page, Request, route


class HistoryPages:
    """Mixin: reading only."""

    @route("GET", f"{CASE}/history", query=ListQuery)
    def history_page(self, request: Request, application_id: str) -> Page:
        """Show steps, hands, money and reports in the order of their entry."""
        found = timeline_of(application_id, owner=owner(request), **request.query())
        given = found["case"]["assignments"]
        return Page(
            "application_history.html",
            case=found["case"],
            entries=history(found["items"]),
            next=found["next"],
            hands=owner(request) is None,
            officer=given[-1]["officer"] if given else None,
            labels=labels,
        )
