"""Words and colours for webhooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nscl_notifications.domain.webhook import WebhookState
from nscl_notifications.handlers.event_patterns import ROOT, grantable_types, producers
from nscl_shared.i18n import N_, _, moment

STATES: Mapping[str, tuple[str, str]] = {
    WebhookState.ACTIVE.value: (N_("Active"), "good"),
    WebhookState.PAUSED.value: (N_("Paused"), "neutral"),
    WebhookState.DISABLED.value: (N_("Disabled"), "bad"),
}
REASONS: Mapping[str, str] = {
    "gone": N_("The receiver answered 410: it wants no events any more."),
    "failing": N_("Every retry failed. Events wait until the webhook is resumed."),
}


def webhook_badge(webhook: Mapping[str, Any]) -> tuple[str, str]:
    """Return ``(words, tone)`` of a webhook's state."""
    if webhook["state"] == WebhookState.ACTIVE.value and webhook["failures"]:
        return _("Failing"), "warn"
    label, tone = STATES[webhook["state"]]
    return _(label), tone


def standing(webhook: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return ``(tone, words)`` on what keeps events from going out, if anything does."""
    if webhook["state"] == WebhookState.DISABLED.value:
        reason = REASONS[webhook["disabled_reason"]]
        return "bad", _(reason)
    if webhook["state"] == WebhookState.PAUSED.value:
        return "info", _("Paused by an administrator. Events wait.")
    if webhook["next_try_at"]:
        return "warn", _(
            "{n} attempts in a row failed. The next one is made at {time}.",
            n=webhook["failures"],
            time=moment(webhook["next_try_at"]),
        )
    return None


def event_choices(granted: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return what may be ticked: all events of a service, then each one by itself."""
    choices: list[tuple[str, str]] = []
    for producer in producers():
        whole = f"{ROOT}{producer}.#"
        choices.append((whole, _("Everything from {service}", service=producer)))
        choices += [(t, t) for t in grantable_types() if t.startswith(f"{ROOT}{producer}.")]
    known = {pattern for pattern, _words in choices}
    return [*((pattern, pattern) for pattern in granted if pattern not in known), *choices]
