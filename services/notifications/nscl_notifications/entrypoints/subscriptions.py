"""What other services say that people should hear of."""

from __future__ import annotations

from datetime import UTC, datetime

from nscl_contracts import CloudEvent
from nscl_contracts.registration import FirmRegistered, FirmUpdated
from nscl_contracts.traceability_recall import RecallNoticeIssued
from nscl_notifications.entrypoints.correspondence import TEMPLATES, letter_about, recall_letter
from nscl_notifications.handlers.commands import CopyContact
from nscl_shared.messaging import CommandBus, subscribe

FIRM_EVENTS = (FirmRegistered.type, FirmUpdated.type)


class Subscriptions:
    """One queue a producing service."""

    commands: CommandBus

    @subscribe("registration", *TEMPLATES, *FIRM_EVENTS)
    def on_registration(self, event: CloudEvent) -> None:
        """Keep addresses; write about decisions."""
        if event.type in FIRM_EVENTS:
            self.commands.consume(event, _contact(event))
        elif (letter := letter_about(event)) is not None:
            self.commands.consume(event, letter)

    @subscribe("traceability", RecallNoticeIssued.type)
    def on_traceability(self, event: CloudEvent) -> None:
        """Tell firms of recalls."""
        self.commands.consume(event, recall_letter(event))


def _contact(event: CloudEvent) -> CopyContact:
    return CopyContact(
        firm_id=event.subject,
        sequence=event.sequence,
        email=event.data.get("contact_email"),
        now=datetime.now(UTC),
    )
