"""Events of the life of stamps, from request to void; no serial is in any of them."""

from __future__ import annotations

from nscl_contracts.catalogue import event
from nscl_contracts.fields import choice, count, day, identifier, partner, public, text
from nscl_contracts.traceability import ProductSchema, StampsIssued
from nscl_contracts.vocabulary import STAMP_VOID_REASONS

_STAMPS = {
    name: value
    for name, value in StampsIssued.example.items()
    if name not in {"quantity", "issued_on"}
}


class StampsSchema(ProductSchema):
    """What every event about a batch of stamps carries."""

    batch_id = public(identifier(), "Id of the stamp batch.")
    lot_id = public(identifier(), "The lot the stamps belong to.")
    lot_number = public(text(max_length=20), "Lot number, GS1 AI 10.")


@event(
    "vn.nscl.traceability.stamps-requested.v1",
    subject="batch_id",
    example={**_STAMPS, "quantity": 1200, "requested_on": "2022-08-02"},
)
class StampsRequested(StampsSchema):
    """Stamps were requested for a lot."""

    quantity = partner(count(), "Number of stamps that are requested.")
    requested_on = public(day(), "Day of the request.")


@event(
    "vn.nscl.traceability.stamps-approved.v1",
    subject="batch_id",
    example={**_STAMPS, "requested": 1200, "quantity": 1000, "approved_on": "2022-08-03"},
)
class StampsApproved(StampsSchema):
    """A request for stamps was approved, perhaps for fewer than were requested."""

    requested = partner(count(), "Number of stamps that were requested.")
    quantity = partner(count(), "Number of stamps that may be issued.")
    approved_on = public(day(), "Day of the approval.")


@event(
    "vn.nscl.traceability.stamps-refused.v1",
    subject="batch_id",
    example={
        **_STAMPS,
        "quantity": 1200,
        "reason": "Sản lượng của lô chưa được xác nhận.",
        "refused_on": "2022-08-03",
    },
)
class StampsRefused(StampsSchema):
    """A request for stamps was refused."""

    quantity = partner(count(), "Number of stamps that were requested.")
    reason = partner(text(max_length=1_000), "Why the request was refused.")
    refused_on = public(day(), "Day of the refusal.")


@event(
    "vn.nscl.traceability.stamps-activated.v1",
    subject="batch_id",
    example={**_STAMPS, "quantity": 400, "activated": 900, "activated_on": "2022-08-06"},
)
class StampsActivated(StampsSchema):
    """Stamps of a batch came into use."""

    quantity = partner(count(), "Number of stamps that came into use now.")
    activated = partner(count(), "Number of stamps of the batch that are in use.")
    activated_on = public(day(), "Day they came into use.")


@event(
    "vn.nscl.traceability.stamps-voided.v1",
    subject="batch_id",
    example={**_STAMPS, "quantity": 25, "reason": "damaged", "voided_on": "2022-08-07"},
)
class StampsVoided(StampsSchema):
    """Stamps of a batch were made void for ever."""

    quantity = partner(count(), "Number of stamps that were made void now.")
    reason = public(choice(STAMP_VOID_REASONS), "Why they were made void.")
    voided_on = public(day(), "Day they were made void.")
