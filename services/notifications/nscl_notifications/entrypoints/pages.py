"""The officers' pages: the delivery log, one letter, sending again."""

from __future__ import annotations

from nscl_notifications.entrypoints import schemas as s
from nscl_notifications.entrypoints.http import send_again
from nscl_notifications.entrypoints.labels import (
    STATES,
    TEMPLATES,
    state_label,
    template_label,
    timeline,
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
        rows = [
            {**item, "badge": state_label(item["state"]), "about": template_label(item["template"])}
            for item in items
        ]
        return Page(
            "deliveries.html",
            rows=rows,
            next=following,
            query=query,
            states=[(code, _(label)) for code, (label, _tone) in STATES.items()],
            templates=[(code, _(name)) for code, name in TEMPLATES.items()],
        )

    @route("GET", f"{DELIVERIES}/<delivery_id>")
    def letter_page(self, request: Request, delivery_id: str) -> Page:
        """Show one letter, its history, and the button to send it again."""
        letter = show_delivery(delivery_id)
        return Page(
            "delivery.html",
            letter=letter,
            history=timeline(letter["history"]),
            paragraphs=[part.splitlines() for part in letter["text"].split("\n\n") if part],
            badge=state_label(letter["state"]),
            about=template_label(letter["template"]),
            may_write=request.user.has("officer"),
        )

    @route("POST", f"{DELIVERIES}/<delivery_id>/retry", body=s.RetrySchema, form="letter_page")
    def send_again_form(self, request: Request, delivery_id: str) -> Redirect:
        """Send again."""
        command = send_again(request, delivery_id, request.form()["recipient"])
        self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{DELIVERIES}/{delivery_id}", notice=_("The letter is sent again."))
