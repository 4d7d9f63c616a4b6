"""What identity says, where there is one: which officers cases can be given to."""

from __future__ import annotations

from nscl_contracts import CloudEvent
from nscl_contracts.identity import AccountCreated
from nscl_registration.handlers.case_commands import WelcomeOfficer
from nscl_shared.messaging import CommandBus, subscribe


class Subscriptions:
    """One queue for what identity says; without it officers are known by their first visit."""

    commands: CommandBus

    @subscribe("identity", AccountCreated.type)
    def on_identity(self, event: CloudEvent) -> None:
        """Note an officer whose account was made."""
        if event.data["role"] == "officer":
            name = event.data["display_name"]
            self.commands.consume(event, WelcomeOfficer(account_id=event.subject, name=name))
