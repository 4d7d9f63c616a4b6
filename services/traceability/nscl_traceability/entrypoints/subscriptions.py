"""What other services say, kept as local copies."""

from __future__ import annotations

from nscl_contracts import CloudEvent
from nscl_contracts.certification import CertificateGranted, CertificateRevoked
from nscl_contracts.registration import FirmRegistered, FirmUpdated
from nscl_shared.messaging import CommandBus, subscribe
from nscl_traceability.handlers.commands import CopyCertificate, CopyFirm

FIRM = ("name", "org_type", "owner_account_id")
CERTIFICATE = ("number", "scheme", "standard", "certifier", "firm_id", "expires_on")


class Subscriptions:
    """One queue a producing service."""

    commands: CommandBus

    @subscribe("registration", FirmRegistered.type, FirmUpdated.type)
    def on_registration(self, event: CloudEvent) -> None:
        """Copy firms."""
        fields = {name: event.data.get(name) for name in FIRM}
        command = CopyFirm(firm_id=event.subject, sequence=event.sequence, fields=fields)
        self.commands.consume(event, command)

    @subscribe("certification", CertificateGranted.type, CertificateRevoked.type)
    def on_certification(self, event: CloudEvent) -> None:
        """Copy certificates."""
        fields = {name: event.data.get(name) for name in CERTIFICATE}
        fields["product_names"] = [product["name"] for product in event.data["products"]]
        fields["revoked_on"] = event.data.get("revoked_on")
        command = CopyCertificate(
            certificate_id=event.subject, sequence=event.sequence, fields=fields
        )
        self.commands.consume(event, command)
