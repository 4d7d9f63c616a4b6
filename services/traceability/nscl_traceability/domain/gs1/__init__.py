"""GS1's rules: application identifiers, their contents, Digital Link URIs."""

from nscl_traceability.domain.gs1.application_identifier import ApplicationIdentifier, identifiers
from nscl_traceability.domain.gs1.digital_link import DigitalLink, parse
from nscl_traceability.domain.gs1.faults import Fault, MalformedDigitalLink, Reason

__all__ = [
    "ApplicationIdentifier",
    "DigitalLink",
    "Fault",
    "MalformedDigitalLink",
    "Reason",
    "identifiers",
    "parse",
]
