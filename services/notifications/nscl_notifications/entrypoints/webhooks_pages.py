"""The administrators' pages of the webhooks."""

from __future__ import annotations

from nscl_notifications.entrypoints import webhook_schemas as s
from nscl_notifications.entrypoints.webhook_desk import WebhookDesk
from nscl_notifications.entrypoints.webhook_labels import (
    event_choices,
    standing,
    webhook_badge,
)
from nscl_notifications.entrypoints.webhooks_http import UNSTORED, with_backlogs
from nscl_notifications.queries.webhooks import (
    list_attempts,
    list_webhooks,
    webhook_named,
    webhook_view,
)
from nscl_shared.i18n import _
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Page, Redirect, Request, route

PATH = "/notifications/webhooks"
PAGE = f"{PATH}/<name>"


class WebhookPages:
    """Who gets events by HTTP, for people."""

    commands: CommandBus

    @route("GET", PATH)
    def webhooks_page(self, request: Request) -> Page:
        """List the webhooks."""
        rows = [{**row, "badge": webhook_badge(row)} for row in with_backlogs(list_webhooks())]
        return Page("webhooks.html", rows=rows, may_write=request.user.has("admin"))

    @route("GET", f"{PATH}/new")
    def new_webhook(self, request: Request) -> Page:
        """Show the form of a new webhook."""
        return Page("webhook_new.html", choices=event_choices())

    @route("POST", PATH, body=s.AddSchema, form="new_webhook")
    def add_webhook_form(self, request: Request) -> Page:
        """Add a webhook and show its secret, once: not by a redirect, which could be repeated."""
        webhook, secret = self._desk_of(request).add(**request.form())
        return Page(
            "webhook_secret.html",
            status=201,
            headers=UNSTORED,
            webhook=webhook,
            secret=secret,
            fresh=True,
        )

    @route("GET", PAGE, query=s.CursorSchema)
    def webhook_page(self, request: Request, name: str) -> Page:
        """Show a webhook, what can be done about it, and its log."""
        [webhook] = with_backlogs([webhook_view(webhook_named(name))])
        cursor = request.query()["cursor"] if request.method == "GET" else ""
        attempts, following = list_attempts(webhook["id"], cursor)
        return Page(
            "webhook.html",
            webhook=webhook,
            badge=webhook_badge(webhook),
            standing=standing(webhook),
            choices=event_choices(webhook["events"]),
            attempts=attempts,
            next=following,
            may_write=request.user.has("admin"),
        )

    @route("POST", f"{PAGE}/change", body=s.ChangeFormSchema, form="webhook_page")
    def change_webhook_form(self, request: Request, name: str) -> Redirect:
        """Change address and events."""
        self._desk_of(request).change(name, **request.form())
        return Redirect(f"{PATH}/{name}", notice=_("The webhook is changed."))

    @route("POST", f"{PAGE}/pause", form="webhook_page")
    def pause_webhook_form(self, request: Request, name: str) -> Redirect:
        """Stop sending."""
        self._desk_of(request).pause(name)
        return Redirect(f"{PATH}/{name}", notice=_("Events wait from now on."))

    @route("POST", f"{PAGE}/resume", form="webhook_page")
    def resume_webhook_form(self, request: Request, name: str) -> Redirect:
        """Go on sending."""
        self._desk_of(request).resume(name)
        return Redirect(f"{PATH}/{name}", notice=_("Waiting events are sent again."))

    @route("POST", f"{PAGE}/test", form="webhook_page")
    def test_webhook_form(self, request: Request, name: str) -> Redirect:
        """Send a test event; the notice says what came of it."""
        outcome = self._desk_of(request).test(name)
        took = _("The receiver took the test event in {ms} ms.", ms=outcome.duration_ms)
        failed = _("The test event was not taken: {error}", error=outcome.error)
        return Redirect(f"{PATH}/{name}", notice=took if outcome.delivered else failed)

    @route("POST", f"{PAGE}/rotate-secret", form="webhook_page")
    def rotate_secret_form(self, request: Request, name: str) -> Page:
        """Replace the secret and show the new one, once."""
        webhook, secret = self._desk_of(request).rotate(name)
        return Page(
            "webhook_secret.html", headers=UNSTORED, webhook=webhook, secret=secret, fresh=False
        )

    @route("POST", f"{PAGE}/remove", form="webhook_page")
    def remove_webhook_form(self, request: Request, name: str) -> Redirect:
        """Remove a webhook."""
        self._desk_of(request).remove(name)
        return Redirect(PATH, notice=_("The webhook is removed."))

    @route("POST", f"{PAGE}/attempts/<attempt_id>/send-again")
    def send_event_again_form(self, request: Request, name: str, attempt_id: str) -> Redirect:
        """Queue one event again."""
        self._desk_of(request).send_again(name, attempt_id)
        return Redirect(f"{PATH}/{name}", notice=_("The event is queued again."))

    def _desk_of(self, request: Request) -> WebhookDesk:
        return WebhookDesk(self.commands, request)
