"""What the traceability service says of captured EPCIS events: that they are there, not what."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields, validate

from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import count, identifier, public, text


def _moment() -> fields.AwareDateTime:
    return fields.AwareDateTime(required=True, format="iso")


class CapturedKind(Schema):
    """How many events of a type there are."""

    class Meta:
        unknown = EXCLUDE

    type = public(text(max_length=2_000), "Event type of EPCIS 2.0, or another's by its URI.")
    count = public(count(), "Events of that type.")


@event(
    "vn.nscl.traceability.epcis-events-captured.v1",
    subject="capture_id",
    example={
        "capture_id": "0192f0c1-7a00-7000-8000-00000000f901",
        "captured_at": "2022-08-02T03:00:00+00:00",
        "first_event_time": "2022-08-01T01:00:00+00:00",
        "last_event_time": "2022-08-02T02:30:00+00:00",
        "kinds": [{"type": "TransformationEvent", "count": 2}],
        "errors_declared": 0,
        "gtins": ["08936000000019"],
    },
)
class EpcisEventsCaptured(EventSchema):
    """EPCIS events were stored; what they say is read at ``/epcis/events`` by those who may."""

    capture_id = public(identifier(), "The capture job.")
    captured_at = public(_moment(), "Record time of the events.")
    first_event_time = public(_moment(), "When the earliest of them happened.")
    last_event_time = public(_moment(), "When the latest of them happened.")
    kinds = public(fields.List(fields.Nested(CapturedKind), required=True), "Events by type.")
    errors_declared = public(count(), "How many of them declare an earlier event wrong.")
    gtins = public(
        fields.List(
            fields.String(validate=validate.Regexp(r"^\d{14}$")),
            required=True,
            validate=validate.Length(max=1_000),
        ),
        "GTIN-14 of what they are about, the first 1,000.",
    )
