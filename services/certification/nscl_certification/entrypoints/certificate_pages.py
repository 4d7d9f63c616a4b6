"""The pages: certificates."""

from __future__ import annotations

from typing import Any

from nscl_certification.entrypoints import labels
from nscl_certification.entrypoints import schemas as s
from nscl_certification.entrypoints.forms import CERTIFICATE_FORMS
from nscl_certification.entrypoints.reading import listing, own_firms, who
from nscl_certification.entrypoints.steps import certificate_command, chosen
from nscl_certification.queries.details import show_certificate
from nscl_certification.queries.listing import Filter, all_certificates, list_certificates
from nscl_shared.i18n import _
from nscl_shared.kernel.clock import today
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Page, Redirect, Request, route

CERTIFICATES = "/certification/certificates"
STEP = f"{CERTIFICATES}/<certificate_id>/steps/<action>"
WINDOWS = (30, 60, 90)


class CertificatePages:
    """Certificates: list, one, its steps."""

    commands: CommandBus

    @route("GET", CERTIFICATES, query=s.CertificateListSchema)
    def certificates_page(self, request: Request) -> Page:
        """Show the certificates with their filters."""
        query = request.query()
        items, following = list_certificates(listing(query, request.user))
        windows = [(str(n), _("Within {n} days", n=n)) for n in WINDOWS]
        return Page(
            "certificates.html",
            rows=[_row(item) for item in items],
            next=following,
            query=query,
            schemes=labels.scheme_options(),
            windows=windows,
            may_write=request.user.has("officer"),
        )

    @route("GET", f"{CERTIFICATES}/<certificate_id>")
    def certificate_page(self, request: Request, certificate_id: str) -> Page:
        """Show a certificate with its timeline and the steps possible now."""
        certificate = show_certificate(certificate_id, own_firms(request.user))
        path = f"{CERTIFICATES}/{certificate_id}"
        allowed = certificate["allowed"] if request.user.has("officer") else []
        return Page(
            "certificate.html",
            certificate=_row(certificate),
            timeline=labels.timeline(certificate["steps"], labels.CERTIFICATE_STEPS),
            actions=labels.actions(path, certificate["state"], allowed),
        )

    @route("GET", STEP)
    def certificate_step(self, request: Request, certificate_id: str, action: str) -> Page:
        """Show the form of a step."""
        chosen(action, CERTIFICATE_FORMS)
        certificate = show_certificate(certificate_id, own_firms(request.user))
        return Page(
            "certificate_step.html",
            certificate=_row(certificate),
            action=action,
            title=_(labels.ACTIONS[action]),
            today=today(),
            successors=_successors(certificate) if action == "replace" else [],
        )

    @route("POST", STEP, form="certificate_step")
    def take_certificate_step(self, request: Request, certificate_id: str, action: str) -> Redirect:
        """Carry out a step."""
        form = request.form(chosen(action, CERTIFICATE_FORMS)())
        command = certificate_command(action, certificate_id, form, who(request.user))
        self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{CERTIFICATES}/{certificate_id}", notice=_("Noted."))


def _row(certificate: dict[str, Any]) -> dict[str, Any]:
    return {
        **certificate,
        "badge": labels.label(labels.STANDINGS, certificate["standing"]),
        "scheme_title": labels.scheme_title(certificate["scheme"]),
    }


def _successors(certificate: dict[str, Any]) -> list[tuple[str, str]]:
    same_holder = all_certificates(Filter(firm_id=certificate["firm"]["firm_id"]))
    return [
        (other["id"], f"{other['number']} – {labels.scheme_title(other['scheme'])}")
        for other in same_holder
        if other["id"] != certificate["id"]
    ]
