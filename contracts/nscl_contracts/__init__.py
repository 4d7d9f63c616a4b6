"""The events of the NSCL platform: what each one says, means and promises.

``decode`` turns a message body into a validated :class:`CloudEvent`;
``catalogue`` lists every event; ``nscl_contracts.export`` writes JSON Schemas
and an AsyncAPI document (extra ``export``).
"""

from nscl_contracts import (
    certification,
    identity,
    notifications,
    registration,
    registration_calls,
    registration_cases,
    registration_programme,
    reporting,
    traceability,
    traceability_epcis,
    traceability_recall,
    traceability_scans,
    traceability_signals,
    traceability_stamps,
)
from nscl_contracts.catalogue import (
    PLATFORM,
    Catalogue,
    EventSchema,
    catalogue,
    find,
    type_matches,
)
from nscl_contracts.codec import Message, decode, encode, raised, with_older_forms
from nscl_contracts.envelope import CONTENT_TYPE, CloudEvent
from nscl_contracts.errors import ContractError, MalformedEvent, UnknownEventType

__all__ = [
    "CONTENT_TYPE",
    "PLATFORM",
    "Catalogue",
    "CloudEvent",
    "ContractError",
    "EventSchema",
    "MalformedEvent",
    "Message",
    "UnknownEventType",
    "catalogue",
    "certification",
    "decode",
    "encode",
    "find",
    "identity",
    "notifications",
    "raised",
    "registration",
    "registration_calls",
    "registration_cases",
    "registration_programme",
    "reporting",
    "traceability",
    "traceability_epcis",
    "traceability_recall",
    "traceability_scans",
    "traceability_signals",
    "traceability_stamps",
    "type_matches",
    "with_older_forms",
]
