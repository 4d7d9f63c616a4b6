"""Pages: training and communication."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl_registration.domain.activity import ActivityFacts
from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints import labels_programme as words
from nscl_registration.entrypoints.access import WEB
from nscl_registration.entrypoints.bodies import ActivityQuery
from nscl_registration.entrypoints.chips import chips, chosen
from nscl_registration.entrypoints.http_programme import correction
from nscl_registration.entrypoints.places import plan_options, project_options
from nscl_registration.entrypoints.programme_forms import ActivityForm, CorrectionForm
from nscl_registration.handlers.commands import RecordActivity
from nscl_registration.queries.measures import activity_years, sums_of
from nscl_registration.queries.programme import (
    list_activities,
    show_activity,
)
from nscl_shared.i18n import N_, _
from nscl_shared.kernel.clock import today
from nscl_shared.web import Page, Redirect, Request, route

FIELDS = (*ActivityForm().fields, "id", "version")
ACTIVITY = f"{WEB}/activities/<activity_id>"
SUMS = {
    "classes": N_("Training classes"),
    "people": N_("People trained"),
    "communications": N_("Letters, articles, conferences"),
}


class ActivityPages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{WEB}/activities", query=ActivityQuery)
    def activities_page(self, request: Request) -> Page:
        """List training and communication, with counts for the report."""
        query = request.query()
        found = list_activities(**query)
        return _page(
            "activities.html",
            activities=found["items"],
            next=found["next"],
            sums=_sums(query),
            years=[(str(year), str(year)) for year in activity_years()],
            chips=_chips(request, query),
            query=query,
            **_places(),
        )

    @route("GET", f"{WEB}/activities/new")
    def new_activity_page(self, request: Request) -> Page:
        """Show the form."""
        return _form(activity=None)

    @route("POST", f"{WEB}/activities", body=ActivityForm, form="new_activity_page")
    def record_activity_form(self, request: Request) -> Redirect:
        """Enter an activity."""
        command = RecordActivity(facts=ActivityFacts(**request.form()))
        made = self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{WEB}/activities/{made['id']}", notice=_("The activity is entered."))

    @route("GET", ACTIVITY)
    def activity_page(self, request: Request, activity_id: str) -> Page:
        """Show an activity with its corrections."""
        found = show_activity(activity_id)
        places = _places()
        under = [
            (f"{WEB}/{kind}/{found[name]}", chosen(places[kind], found[name]))
            for kind, name in (("plans", "plan_id"), ("projects", "project_id"))
            if found[name]
        ]
        return _page("activity.html", activity=found, under=under)

    @route("GET", f"{ACTIVITY}/edit")
    def edit_activity_page(self, request: Request, activity_id: str) -> Page:
        """Show the form with what is entered."""
        return _form(activity=show_activity(activity_id))

    @route("POST", ACTIVITY, body=CorrectionForm, form="edit_activity_page")
    def correct_activity_form(self, request: Request, activity_id: str) -> Redirect:
        """Replace the entry."""
        body = request.form()
        command = correction(request, activity_id, body.pop("seen"), body)
        self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{WEB}/activities/{activity_id}", notice=_("The entry is corrected."))


def _page(template: str, **context: Any) -> Page:
    return Page(template, labels=labels, words=words, **context)


def _form(activity: dict[str, Any] | None) -> Page:
    return _page(
        "activity_form.html",
        activity=activity,
        blank=dict.fromkeys(FIELDS),
        kinds=labels.choices(labels.ACTIVITY_KINDS),
        forms=labels.choices(words.FORMS),
        audiences=labels.choices(words.AUDIENCES),
        year=today().year,
        **_places(),
    )


def _places() -> dict[str, list[tuple[str, str]]]:
    """Return the plans and projects under which activities are carried out, for selects."""
    return {"plans": plan_options(), "projects": project_options()}


def _sums(query: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return the counts of what is listed; none are kept of one year of a plan."""
    place = query.get("project_id") or query.get("plan_id")
    if place and query.get("year") and not query.get("project_id"):
        return []
    return [(_(SUMS[name]), n) for name, n in sums_of(place or query.get("year")).items()]


def _chips(request: Request, query: Mapping[str, Any]) -> list[tuple[str, str]]:
    places = _places()
    return chips(
        request,
        year=chosen((), query.get("year")),
        plan_id=chosen(places["plans"], query.get("plan_id")),
        project_id=chosen(places["projects"], query.get("project_id")),
    )
