"""Words and colours for states, templates and outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl_notifications.domain.notification import DeliveryState
from nscl_shared.i18n import N_, _, moment

STATES: Mapping[str, tuple[str, str]] = {
    DeliveryState.QUEUED.value: (N_("Waiting"), "info"),
    DeliveryState.SENDING.value: (N_("Being sent"), "progress"),
    DeliveryState.DELIVERED.value: (N_("Delivered"), "good"),
    DeliveryState.FAILED.value: (N_("Failed"), "bad"),
    DeliveryState.UNDELIVERABLE.value: (N_("No address"), "warn"),
}

TEMPLATES: Mapping[str, str] = {
    "application-approved": N_("Application approved"),
    "application-refused": N_("Application refused"),
    "agreement-signed": N_("Agreement signed"),
    "application-supplement-requested": N_("Supplement requested"),
    "recall-notice-issued": N_("Recall notice"),
}

OUTCOMES: Mapping[str, tuple[str, str]] = {
    "queued": (N_("Written and queued"), "info"),
    "undeliverable": (N_("Written; no address is known"), "warn"),
    "addressed": (N_("The address became known; queued"), "info"),
    "sending": (N_("Handed to the mail server"), "progress"),
    "interrupted": (N_("The attempt was interrupted; it is made again"), "warn"),
    "postponed": (N_("Not accepted; tried again later"), "warn"),
    "delivered": (N_("The mail server accepted it"), "good"),
    "failed": (N_("Given up"), "bad"),
    "again": (N_("Sent again on request"), "info"),
}


def state_label(state: str) -> tuple[str, str]:
    """Return ``(words, tone)`` of a state."""
    label, tone = STATES[state]
    return _(label), tone


def template_label(template: str) -> str:
    """Return what a letter is about."""
    return _(TEMPLATES.get(template, template))


def timeline(history: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the history as the shell's timeline shows it, to the minute."""
    return [_entry(line) for line in history]


def _entry(line: Mapping[str, Any]) -> dict[str, Any]:
    words, tone = OUTCOMES.get(line["outcome"], (line["outcome"], "neutral"))
    return {"label": (_(words), tone), "on": None, "by": moment(line["at"]), "note": line["detail"]}
