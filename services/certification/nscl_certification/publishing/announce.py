"""From domain event to contract message: one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from nscl_certification.domain import events as e
from nscl_certification.domain.scope import Paper, Scope
from nscl_contracts import Message
from nscl_contracts.certification import CaseOpened, CertificateGranted, CertificateRevoked
from nscl_contracts.vocabulary import SCHEMES

# What the contract calls a scheme that a third party's plugin brought.
OTHER = "other"


def announce(event: object) -> Message | None:
    """Return the message for ``event``, None where no contract exists."""
    say = _TABLE.get(type(event))
    return None if say is None else say(event)


def _scope(scope: Scope) -> dict[str, Any]:
    return {
        "scheme": scope.scheme if scope.scheme in SCHEMES else OTHER,
        "standard": scope.standard,
        "firm_id": scope.firm.firm_id,
        "firm_name": scope.firm.name,
        "org_type": scope.firm.org_type,
        "products": [asdict(product) for product in scope.products],
        "application_id": scope.application_id,
        "project_id": scope.project_id,
    }


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "number": paper.number,
        "certifier": paper.certifier,
        "issued_on": paper.issued_on,
        "expires_on": paper.expires_on,
    }


def _case_opened(event: e.CaseOpened) -> Message:
    data = {"case_id": event.case_id, **_scope(event.scope), "opened_on": event.opened_on}
    return Message(CaseOpened, data)


def _certificate(event: e.CertificateGranted | e.CertificateRevoked) -> dict[str, Any]:
    ids = {"certificate_id": event.certificate_id, "case_id": event.case_id}
    return {**ids, **_scope(event.scope), **_paper(event.paper)}


def _certificate_granted(event: e.CertificateGranted) -> Message:
    return Message(CertificateGranted, _certificate(event))


def _certificate_revoked(event: e.CertificateRevoked) -> Message:
    data = {"reason": event.reason, "revoked_on": event.revoked_on}
    return Message(CertificateRevoked, {**_certificate(event), **data})


_TABLE: Mapping[type, Callable[[Any], Message]] = {
    e.CaseOpened: _case_opened,
    e.CertificateGranted: _certificate_granted,
    e.CertificateRevoked: _certificate_revoked,
}
