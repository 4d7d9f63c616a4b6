"""From event to fact: which members of which event this service keeps.

Only what the report needs is kept: no contact, no tax code, no address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_contracts import (
    CloudEvent,
    certification,
    registration,
    registration_cases,
    registration_programme,
    traceability,
)
from nscl_reporting.handlers.commands import KeepFact

Data = Mapping[str, Any]
Reading = Callable[[Data], dict[str, Any]]


def _members(*names: str, **computed: Callable[[Data], Any]) -> Reading:
    def read(data: Data) -> dict[str, Any]:
        return {
            **{name: data.get(name) for name in names},
            **{name: value(data) for name, value in computed.items()},
        }

    return read


def _application(state: str, **amounts: str) -> Reading:
    read = _members("firm_id", "firm_name", "org_type", "project_id", "year", "supports")
    return lambda data: {
        **read(data),
        "state": state,
        **{field: data[name] for field, name in amounts.items()},
    }


def _undone(data: Data) -> dict[str, Any]:
    """Read the state and amounts that hold again after a counter-step."""
    amounts = {
        "approved_vnd": data.get("approved_vnd"),
        "committed_vnd": data.get("agreed_vnd"),
        "total_cost_vnd": data.get("agreed_cost_vnd"),
    }
    return {**_application(data["state"])(data), **amounts}


def _year_of(day: str) -> Callable[[Data], int]:
    return lambda data: int(data[day].year)


_CERTIFICATE = (
    "number", "scheme", "standard", "certifier", "firm_id", "firm_name", "project_id", "issued_on",
)  # fmt: skip

_PLAN = _members("kind", "number", "signed_on", "issuer", "title", "period_from", "period_to")
_PROJECT = _members("code", "year", "topic", "budget_vnd")
_ACTIVITY = _members("kind", "audience", "title", "year", "held_on", "participants")

_READINGS: Mapping[str, tuple[str, Reading]] = {
    registration_programme.PlanAdopted.type: ("plans", _PLAN),
    registration_programme.PlanAmended.type: ("plans", _PLAN),
    registration_programme.ProjectOpened.type: ("projects", _PROJECT),
    registration_programme.ProjectAmended.type: ("projects", _PROJECT),
    registration_programme.ActivityRecorded.type: ("activities", _ACTIVITY),
    registration_programme.ActivityCorrected.type: ("activities", _ACTIVITY),
    registration.ApplicationSubmitted.type: ("applications", _application("submitted")),
    registration.ApplicationApproved.type: (
        "applications",
        _application("approved", approved_vnd="support_vnd"),
    ),
    registration.ApplicationRefused.type: ("applications", _application("refused")),
    registration.ApplicationWithdrawn.type: ("applications", _application("withdrawn")),
    registration.AgreementSigned.type: (
        "applications",
        _application(
            "agreement-signed", committed_vnd="support_vnd", total_cost_vnd="total_cost_vnd"
        ),
    ),
    registration_cases.ApplicationTerminated.type: ("applications", _application("terminated")),
    registration_cases.ApplicationStepUndone.type: ("applications", _undone),
    certification.CertificateGranted.type: (
        "certificates",
        _members(*_CERTIFICATE, year=_year_of("issued_on")),
    ),
    certification.CertificateRevoked.type: (
        "certificates",
        _members(*_CERTIFICATE, "revoked_on", year=_year_of("issued_on")),
    ),
    traceability.ProductRegistered.type: (
        "traced_products",
        _members("name", "firm_id", "firm_name", "project_id", "ocop_stars"),
    ),
    traceability.StampsIssued.type: (
        "stamp_batches",
        _members("product_id", "project_id", "issued_on", year=_year_of("issued_on")),
    ),
}

EVENT_TYPES = tuple(_READINGS)


def read_event(event: CloudEvent) -> KeepFact | None:
    """Return what to keep of ``event``, None for a type the report does not need."""
    if event.type not in _READINGS:
        return None
    kind, read = _READINGS[event.type]
    return KeepFact(
        kind=kind,
        subject=event.subject,
        sequence=event.sequence,
        at=event.time,
        fields=read(event.data),
    )
