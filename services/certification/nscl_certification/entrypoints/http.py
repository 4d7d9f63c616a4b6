"""The REST interface."""

from __future__ import annotations

from typing import Any

from nscl_certification.entrypoints import schemas as s
from nscl_certification.entrypoints.reading import grant, listing, open_case, own_firms, who
from nscl_certification.handlers.commands import RecordAudit, RevokeCertificate
from nscl_certification.queries.details import show_case, show_certificate
from nscl_certification.queries.listing import list_cases, list_certificates
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Created, Json, Request, route

CASES = "/api/certification/cases"
CERTIFICATES = "/api/certification/certificates"


class Api:
    """Cases and certificates for programs."""

    commands: CommandBus

    @route(
        "POST",
        CASES,
        body=s.OpenCaseSchema,
        returns=s.CaseStateSchema,
        status=201,
        summary="Open a certification case",
    )
    def api_open_case(self, request: Request) -> Created:
        """Open a case."""
        command = open_case(request.json(), who(request.user))
        case = self.commands.execute(command, key=request.idempotency_key)
        return Created(case, location=f"{CASES}/{case['id']}")

    @route(
        "POST",
        f"{CASES}/<case_id>/audit",
        body=s.AuditSchema,
        returns=s.CaseStateSchema,
        summary="Record an audit",
    )
    def api_audit(self, request: Request, case_id: str) -> dict[str, Any]:
        """Record an audit."""
        body = request.json()
        command = RecordAudit(
            case_id=case_id,
            audited_on=body["audited_on"],
            note=body["note"] or "",
            by=who(request.user),
        )
        return dict(self.commands.execute(command, key=request.idempotency_key))

    @route(
        "POST",
        f"{CASES}/<case_id>/grant",
        body=s.GrantSchema,
        returns=s.GrantedSchema,
        status=201,
        summary="Register the certificate a case ended with",
    )
    def api_grant(self, request: Request, case_id: str) -> Created:
        """Register the certificate."""
        command = grant(case_id, request.json(), who(request.user))
        granted = self.commands.execute(command, key=request.idempotency_key)
        return Created(granted, location=f"{CERTIFICATES}/{granted['certificate_id']}")

    @route(
        "POST",
        f"{CERTIFICATES}/<certificate_id>/revoke",
        body=s.RevokeSchema,
        returns=s.CaseStateSchema,
        summary="Revoke a certificate",
    )
    def api_revoke(self, request: Request, certificate_id: str) -> dict[str, Any]:
        """Revoke a certificate."""
        command = RevokeCertificate(
            certificate_id=certificate_id, by=who(request.user), **request.json()
        )
        return dict(self.commands.execute(command, key=request.idempotency_key))

    @route("GET", CASES, query=s.ListSchema, returns=s.CaseListAnswer, summary="List cases")
    def api_list_cases(self, request: Request) -> Json:
        """List cases."""
        items, following = list_cases(listing(request.query(), request.user))
        return Json({"items": items, "next": following})

    @route("GET", f"{CASES}/<case_id>", returns=s.CaseSchema, summary="Show a case")
    def api_show_case(self, request: Request, case_id: str) -> Json:
        """Show a case."""
        return Json(show_case(case_id, own_firms(request.user)))

    @route(
        "GET",
        CERTIFICATES,
        query=s.CertificateListSchema,
        returns=s.CertificateListAnswer,
        summary="List certificates",
    )
    def api_list_certificates(self, request: Request) -> Json:
        """List certificates."""
        items, following = list_certificates(listing(request.query(), request.user))
        return Json({"items": items, "next": following})

    @route(
        "GET",
        f"{CERTIFICATES}/<certificate_id>",
        returns=s.CertificateSchema,
        summary="Show a certificate",
    )
    def api_show_certificate(self, request: Request, certificate_id: str) -> Json:
        """Show a certificate."""
        return Json(show_certificate(certificate_id, own_firms(request.user)))
