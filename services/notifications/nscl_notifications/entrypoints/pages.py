"""The officers' pages: the delivery log, one letter, sending again."""

from __future__ import annotations

from nscl_notifications.entrypoints import schemas as s
from nscl_notifications.entrypoints.http import send_again
from nscl_notifications.entrypoints.labels import (
    STATES,
    TEMPLATES,
    outcome_words,
    state_label,
    template_label,
)
from nscl_notifications.queries.deliveries import Filter, list_deliveries, show_delivery
from nscl_shared.i18n import _
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Page, Redirect, Request, route

DELIVERIES = "/notifications/deliveries"


class Pages:
    """The delivery log for people."""

    commands: CommandBus

    @route("GET", DELIVERIES, query=s.ListSchema)
    def log_page(self, request: Request) -> Page:
        """Show the delivery log with its filters."""
        query = request.query()
        items, following = list_deliveries(Filter(**query))
        rows = [{**item, "badge": state_label(item["state"]),
                 "about": template_label(item["template"])} for item in items]
        return Page(
            "deliveries.html",
            rows=rows,
            next=following,
            query=query,
            states=[("", _("All")), *((code, _(label)) for code, (label, _t) in STATES.items())],
            templates=[("", _("All")), *((code, _(name)) for code, name in TEMPLATES.items())],
        )

    @route("GET", f"{DELIVERIES}/<delivery_id>")
    def letter_page(self, request: Request, delivery_id: str) -> Page:
        """Show one letter, its history, and the button to send it again."""
        letter = show_delivery(delivery_id)
        history = [outcome_words(line) for line in letter["history"]]
        return Page("delivery.html", letter=letter, history=history,
                    badge=state_label(letter["state"]), about=template_label(letter["template"]))

    @route("POST", f"{DELIVERIES}/<delivery_id>/retry", body=s.RetrySchema, form="letter_page")
    def send_again_form(self, request: Request, delivery_id: str) -> Redirect:
        """Send again."""
        command = send_again(request, delivery_id, request.form()["recipient"])
        self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{DELIVERIES}/{delivery_id}", notice=_("The letter is sent again."))
