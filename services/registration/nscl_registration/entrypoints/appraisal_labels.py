"""The words for seats, eligibility rules and their outcomes."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_registration.domain.appraisal.council import Seat
from nscl_registration.domain.appraisal.eligibility import Outcome
from nscl_shared.i18n import N_

SEATS: Mapping[str, str] = {
    Seat.CHAIR: N_("Chair"),
    Seat.SECRETARY: N_("Secretary"),
    Seat.MEMBER: N_("Member"),
}

RULES: Mapping[str, str] = {
    "in-province": N_("Head office in the province"),
    "not-supported-before": N_("Not supported for the same before"),
    "in-priority": N_("Of the province's priority"),
}

OUTCOMES: Mapping[str, tuple[str, str]] = {
    Outcome.PASSED: (N_("Holds"), "good"),
    Outcome.FAILED: (N_("Does not hold"), "bad"),
    Outcome.UNKNOWN: (N_("Not known"), "warn"),
}
