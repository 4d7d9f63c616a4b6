"""Events about signs of forged or misused stamps, and what officers found."""

from __future__ import annotations

from marshmallow import fields, validate

from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import choice, day, identifier, partner, text
from nscl_contracts.fields import count as number

SIGNAL_KINDS = [
    "before-activation",
    "after-void",
    "after-recall",
    "after-expiry",
    "impossible-travel",
    "many-devices",
    "bad-serials",
    "cloned-cluster",
]
CASE_OUTCOMES = ["counterfeit", "misuse", "harmless", "unclear"]
PRODUCTS = 500
_CASE = {
    "case_id": "0192f0c1-7a00-7000-8000-00000000f501",
    "case_number": "VV-2026-0001",
    "signal_count": 6,
    "report_count": 1,
    "product_ids": ["0192f0c1-7a00-7000-8000-00000000f001"],
    "opened_on": "2026-03-02",
}


@event(
    "vn.nscl.traceability.counterfeit-signal-raised.v1",
    subject="signal_id",
    example={
        "signal_id": "0192f0c1-7a00-7000-8000-00000000f401",
        "kind": "cloned-cluster",
        "noticed_on": "2026-03-01",
        "commune_code": "06187",
        "other_commune_code": None,
        "count": 5,
        "km": None,
        "minutes": None,
        "product_count": None,
        "product_id": "0192f0c1-7a00-7000-8000-00000000f001",
        "gtin": "08936000000019",
        "name": "Na Chi Lăng",
        "lot_id": "0192f0c1-7a00-7000-8000-00000000f101",
        "lot_number": "L2026-01",
        "firm_id": "0192f0c1-7a00-7000-8000-000000000001",
        "firm_name": "HTX Ví dụ",
    },
)
class CounterfeitSignalRaised(EventSchema):
    """Scans look as if stamps were forged, copied or misused; a reason to look, no proof."""

    signal_id = partner(identifier(), "Id of the signal.")
    kind = partner(choice(SIGNAL_KINDS), "What was noticed.")
    noticed_on = partner(day(), "Day of the scans.")
    commune_code = partner(
        text(required=False, max_length=10), "Commune of the scans, where the network tells it."
    )
    other_commune_code = partner(
        text(required=False, max_length=10), "Impossible travel: commune of the scan before."
    )
    count = partner(number(), "How many stamps, devices or forged serials.")
    km = partner(number(required=False), "Impossible travel: how far apart the communes are.")
    minutes = partner(number(required=False), "Impossible travel: time between the scans.")
    product_id = partner(
        identifier(required=False),
        "The product; for forged serials the one that most of them name, if there is one.",
    )
    product_count = partner(
        number(required=False), "Forged serials: how many of them name the product."
    )
    gtin = partner(text(required=False, max_length=14), "Its GTIN-14.")
    name = partner(text(required=False), "Name on its label.")
    lot_id = partner(identifier(required=False), "The lot.")
    lot_number = partner(text(required=False, max_length=20), "Lot number, GS1 AI 10.")
    firm_id = partner(identifier(required=False), "The producer.")
    firm_name = partner(text(required=False), "Name of the producer.")


class CaseSchema(EventSchema):
    """What every event about a case carries."""

    case_id = partner(identifier(), "Id of the case.")
    case_number = partner(text(max_length=40), "Number that people call it by.")
    signal_count = partner(number(), "How many signals it looks into.")
    report_count = partner(number(), "How many reports of consumers it looks into.")
    product_ids = partner(
        fields.List(identifier(), required=True, validate=validate.Length(max=PRODUCTS)),
        "The products they are about.",
    )
    opened_on = partner(day(), "Day it was opened.")


@event("vn.nscl.traceability.counterfeit-case-opened.v1", subject="case_id", example=_CASE)
class CounterfeitCaseOpened(CaseSchema):
    """Officers look into signals or reports; told again when a closed case is opened again."""


@event(
    "vn.nscl.traceability.counterfeit-case-closed.v1",
    subject="case_id",
    example={**_CASE, "outcome": "counterfeit", "voided": 5, "closed_on": "2026-03-20"},
)
class CounterfeitCaseClosed(CaseSchema):
    """Officers know what it was."""

    outcome = partner(choice(CASE_OUTCOMES), "What was found.")
    voided = partner(number(), "How many stamps were made void because of it.")
    closed_on = partner(day(), "Day it was closed.")
