"""What registration says, kept as local copies."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_certification.domain.scope import Firm, Product
from nscl_certification.handlers.commands import CopyApplication, CopyFirm
from nscl_contracts import CloudEvent
from nscl_contracts.registration import (
    AgreementSigned,
    ApplicationApproved,
    ApplicationWithdrawn,
    FirmRegistered,
    FirmUpdated,
)
from nscl_contracts.registration_cases import ApplicationStepUndone, ApplicationTerminated
from nscl_shared.messaging import CommandBus, subscribe

APPLICATION_STATES: Mapping[str, str] = {
    ApplicationApproved.type: "approved",
    AgreementSigned.type: "agreement-signed",
    ApplicationWithdrawn.type: "withdrawn",
    ApplicationTerminated.type: "withdrawn",
}
FIRM_EVENTS = (FirmRegistered.type, FirmUpdated.type)
UNDER_AGREEMENT = frozenset(
    {"agreement-signed", "in-progress", "suspended", "accepted", "settled", "closed"}
)
COPIED = ("case_number", "firm_id", "firm_name", "project_id")


class Subscriptions:
    """One queue for what registration says."""

    commands: CommandBus

    @subscribe("registration", *FIRM_EVENTS, ApplicationStepUndone.type, *APPLICATION_STATES)
    def on_registration(self, event: CloudEvent) -> None:
        """Copy units and approved applications."""
        if event.type in FIRM_EVENTS:
            self.commands.consume(event, _firm(event))
        elif event.type == ApplicationStepUndone.type:
            self.commands.consume(event, _application(event, _state_again(event)))
        elif event.type in APPLICATION_STATES:
            self.commands.consume(event, _application(event, APPLICATION_STATES[event.type]))


def _firm(event: CloudEvent) -> CopyFirm:
    data = event.data
    return CopyFirm(
        firm=Firm(event.subject, data["name"], data["org_type"]),
        sequence=event.sequence,
        products=[Product(p["product_id"], p["name"]) for p in data["products"]],
        owner_account_id=data.get("owner_account_id"),
    )


def _application(event: CloudEvent, state: str) -> CopyApplication:
    return CopyApplication(
        application_id=event.subject,
        sequence=event.sequence,
        state=state,
        facts={name: event.data[name] for name in COPIED},
    )


def _state_again(event: CloudEvent) -> str:
    """Return what a counter-step leaves: an approval that is gone counts as withdrawn."""
    state = str(event.data["state"])
    if state in UNDER_AGREEMENT:
        return "agreement-signed"
    return state if state == "approved" else "withdrawn"
