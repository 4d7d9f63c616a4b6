"""The words for codes: msgids, translated where they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nscl_registration.domain.codes import ActivityKind, EntryKind, MovementKind, OrgType, PlanKind
from nscl_registration.domain.codes import ApplicationState as State
from nscl_shared.i18n import N_, _


@dataclass(frozen=True)
class Label:
    """A state's word, the tone of its badge, and what the timeline says."""

    text: str
    tone: str
    done: str


STATES: Mapping[str, Label] = {
    State.DRAFT: Label(N_("Draft"), "neutral", N_("Drafted")),
    State.SUBMITTED: Label(N_("Submitted"), "info", N_("Submitted by the unit")),
    State.SUPPLEMENT_REQUESTED: Label(
        N_("Supplement requested"), "warn", N_("The unit was asked to complete it")
    ),
    State.RESUBMITTED: Label(N_("Resubmitted"), "info", N_("Completed and handed in again")),
    State.RECEIVED: Label(N_("Received"), "progress", N_("Received by the agency")),
    State.APPRAISED: Label(N_("Appraised"), "progress", N_("Appraisal finished")),
    State.WAITLISTED: Label(N_("Waiting list"), "warn", N_("Put on the waiting list")),
    State.APPROVED: Label(N_("Approved"), "good", N_("Support approved")),
    State.REFUSED: Label(N_("Refused"), "bad", N_("Application refused")),
    State.AGREEMENT_SIGNED: Label(N_("Agreement signed"), "good", N_("Support agreement signed")),
    State.IN_PROGRESS: Label(N_("Under way"), "progress", N_("Work under way")),
    State.SUSPENDED: Label(N_("Suspended"), "warn", N_("Work suspended")),
    State.ACCEPTED: Label(N_("Results accepted"), "good", N_("Results accepted by the agency")),
    State.SETTLED: Label(N_("Settled"), "good", N_("Support settled")),
    State.CLOSED: Label(N_("Closed"), "neutral", N_("File closed")),
    State.TERMINATED: Label(N_("Terminated"), "bad", N_("Agreement terminated")),
    State.WITHDRAWN: Label(N_("Withdrawn"), "warn", N_("Withdrawn by the unit")),
}

ORG_TYPES: Mapping[str, str] = {
    OrgType.ENTERPRISE: N_("Enterprise"),
    OrgType.COOPERATIVE: N_("Cooperative"),
    OrgType.COOPERATIVE_UNION: N_("Union of cooperatives"),
    OrgType.COOPERATIVE_GROUP: N_("Cooperative group"),
    OrgType.HOUSEHOLD: N_("Household business"),
}

MOVEMENTS: Mapping[str, str] = {
    MovementKind.ADVANCE: N_("Advance"),
    MovementKind.INSTALMENT: N_("Instalment against results"),
    MovementKind.RETURN: N_("Came back from the unit"),
}

ENTRIES: Mapping[str, str] = {
    EntryKind.COMMITMENT: N_("Promised"),
    EntryKind.RELEASE: N_("Free again"),
    EntryKind.PAYMENT: N_("Paid"),
    EntryKind.RETURN: N_("Came back"),
}

SCOPES: Mapping[str, str] = {
    "unit": N_("per unit and programme year"),
    "year": N_("per unit and programme year"),
    "item": N_("per item"),
    "standard": N_("per standard"),
    "product": N_("per product"),
}

PLAN_KINDS: Mapping[str, str] = {
    PlanKind.NATIONAL_PROGRAMME: N_("National programme"),
    PlanKind.PROVINCIAL_PLAN: N_("Provincial plan"),
    PlanKind.YEARLY_PLAN: N_("Yearly plan"),
}

ACTIVITY_KINDS: Mapping[str, str] = {
    ActivityKind.TRAINING: N_("Training"),
    ActivityKind.COMMUNICATION: N_("Communication"),
}

ITEMS: Mapping[str, str] = {
    "TC-01": N_("Company standard (TCCS)"),
    "TC-02": N_("Application of national standards or regulations (TCVN, QCVN)"),
    "CN-01": N_("Certification to a standard (hợp chuẩn)"),
    "CN-02": N_("Certification to a technical regulation (hợp quy)"),
    "CB-01": N_("Declaration to a standard by self-assessment"),
    "CB-02": N_("Declaration to a standard by certification"),
    "CB-03": N_("Declaration to a technical regulation"),
    "HT-01": N_("Quality management (ISO 9001)"),
    "HT-02": N_("Food safety management (ISO 22000)"),
    "HT-03": N_("Environmental management (ISO 14001)"),
    "HT-04": N_("Energy management (ISO 50001)"),
    "HT-05": N_("Occupational health and safety (ISO 45001)"),
    "HT-09": N_("Other management system (HACCP, …)"),
    "CC-01": N_("5S"),
    "CC-09": N_("Other improvement tool (Lean, Kaizen, KPI)"),
    "NN-01": N_("VietGAP"),
    "NN-02": N_("GlobalG.A.P."),
    "NN-03": N_("Good animal husbandry (GAHP)"),
    "NN-04": N_("Organic production"),
    "TX-01": N_("Traceability system"),
    "TX-02": N_("Traceability stamps"),
    "TX-03": N_("Certification of the traceability system"),
    "TT-01": N_("Trademark, intellectual property"),
    "TT-02": N_("Brand"),
    "TT-03": N_("Barcode number (GS1)"),
    "GT-01": N_("National Quality Award"),
    "CNg-01": N_("Innovation, technology transfer"),
    "CNg-02": N_("Measuring and testing equipment"),
    "CDS-01": N_("Information technology, digital management"),
    "MH-01": N_("Comprehensive model unit"),
    "DT-01": N_("Training of the unit's staff"),
    "DT-02": N_("Training of students and experts"),
    "TTr-01": N_("Information and communication"),
}


def choices(labels: Mapping[str, str], *, with_code: bool = False) -> list[tuple[str, str]]:
    """Return ``(code, words)`` pairs for a select, in the order of the list."""
    if with_code:
        return [(str(code), f"{code} · {_(text)}") for code, text in labels.items()]
    return [(str(code), _(text)) for code, text in labels.items()]


def state_choices() -> list[tuple[str, str]]:
    """Return the states for a select."""
    return [(str(state), _(label.text)) for state, label in STATES.items()]


def timeline(history: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the steps of an application with their words, for the timeline."""
    return [{**step, "label": _told(step)} for step in history]


def _told(step: Mapping[str, Any]) -> tuple[str, str]:
    undone = STATES.get(step.get("undoes") or "")
    if undone:
        return _("Taken back: {step}", step=_(undone.text)), "warn"
    label = STATES[step["state"]]
    return _(label.done), label.tone


def progress(reports: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return reports of progress for the timeline."""
    return [
        {**report, "label": _("{n} % done", n=report["percent"]), "note": report["text"]}
        for report in reports
    ]
