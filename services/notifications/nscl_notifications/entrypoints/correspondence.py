"""Which events a letter follows, and the command that writes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from nscl_contracts import CloudEvent
from nscl_contracts.registration import (
    AgreementSigned,
    ApplicationApproved,
    ApplicationRefused,
)
from nscl_contracts.registration_cases import ApplicationSupplementRequested
from nscl_contracts.traceability_recall import RecallNoticeIssued
from nscl_notifications.domain.letter import Cause
from nscl_notifications.handlers.commands import QueueNotification
from nscl_notifications.publishing.agency import agency_facts
from nscl_notifications.publishing.letters import write_letter
from nscl_shared.province import current_profile
from nscl_shared.settings import settings

TEMPLATES: Mapping[str, str] = {
    contract.type: contract.event_name
    for contract in (
        ApplicationApproved,
        ApplicationRefused,
        AgreementSigned,
        ApplicationSupplementRequested,
    )
}


def letter_about(event: CloudEvent) -> QueueNotification | None:
    """Return the command that writes to the unit about ``event``; None if nothing is due."""
    template = TEMPLATES.get(event.type)
    if template is None:
        return None
    profile = current_profile()
    context = {"agency": agency_facts(profile), "public_url": settings().public_url}
    facts = {"decision_number": None, "due_on": None, **event.data, **context}
    return QueueNotification(
        cause=_cause(event),
        template=template,
        language=profile.languages[0],
        letter=write_letter(template, facts, profile.languages),
        recipient=event.data.get("contact_email"),
        now=datetime.now(UTC),
    )


def recall_letter(event: CloudEvent) -> QueueNotification:
    """Return the command that tells a firm of a recall that concerns it."""
    profile = current_profile()
    context = {"agency": agency_facts(profile), "public_url": settings().public_url}
    facts = {"note": None, **event.data, **context}
    return QueueNotification(
        cause=Cause(
            event_id=event.id,
            event_type=event.type,
            reference=event.data["recall_number"],
            firm_id=event.data["told_firm_id"],
            firm_name=event.data["told_firm_name"],
            correlation_id=event.correlationid,
        ),
        template=RecallNoticeIssued.event_name,
        language=profile.languages[0],
        letter=write_letter(RecallNoticeIssued.event_name, facts, profile.languages),
        recipient=None,
        now=datetime.now(UTC),
    )


def _cause(event: CloudEvent) -> Cause:
    return Cause(
        event_id=event.id,
        event_type=event.type,
        reference=event.data["case_number"],
        firm_id=event.data["firm_id"],
        firm_name=event.data["firm_name"],
        correlation_id=event.correlationid,
    )
