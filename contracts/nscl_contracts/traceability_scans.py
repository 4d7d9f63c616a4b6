"""Events of the traceability service about what consumers see and tell."""

from __future__ import annotations

from marshmallow import fields

from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import choice, day, identifier, public, text

PROBLEM_KINDS = ["forged", "spoilt", "mislabelled", "unreadable", "other"]


@event(
    "vn.nscl.traceability.problem-reported.v1",
    subject="report_id",
    example={
        "report_id": "0192f0c1-7a00-7000-8000-00000000f301",
        "kind": "forged",
        "link": "/01/08936000000019/10/L2022-01/21/0JF533MPMQRF41P3X003",
        "product_id": "0192f0c1-7a00-7000-8000-00000000f001",
        "firm_id": "0192f0c1-7a00-7000-8000-000000000001",
        "commune_code": "06001",
        "reported_on": "2022-09-01",
    },
)
class ProblemReported(EventSchema):
    """Somebody who scanned a code, or could not, reported a problem; without their words."""

    report_id = public(identifier(), "Id of the report.")
    kind = public(choice(PROBLEM_KINDS), "What is wrong.")
    link = public(text(), "Path of the GS1 Digital Link it is about, as it was scanned.")
    product_id = public(
        identifier(required=False), "The product, where the link leads to one that is known."
    )
    firm_id = public(identifier(required=False), "Its producer.")
    commune_code = public(
        fields.String(required=False, allow_none=True),
        "Commune where it was met, if the person chose to say.",
    )
    reported_on = public(day(), "Day of the report.")
