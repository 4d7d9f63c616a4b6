"""Code lists of the programme; the words for them are in ``entrypoints/labels.py``.

Source of the support items: Circular 15/2022/TT-BKHCN and the provincial calls.
"""

from __future__ import annotations

from enum import StrEnum


class OrgType(StrEnum):
    """Kind of unit: doanh nghiệp, hợp tác xã, liên hiệp HTX, tổ hợp tác, hộ kinh doanh."""

    ENTERPRISE = "DN"
    COOPERATIVE = "HTX"
    COOPERATIVE_UNION = "LHHTX"
    COOPERATIVE_GROUP = "THT"
    HOUSEHOLD = "HKD"


class RevenueBand(StrEnum):
    """A year's revenue, thousand million VND; the limits are those of Decree 80/2021/NĐ-CP."""

    UP_TO_3 = "0-3"
    UP_TO_10 = "3-10"
    UP_TO_50 = "10-50"
    UP_TO_100 = "50-100"
    UP_TO_200 = "100-200"
    UP_TO_300 = "200-300"
    ABOVE = "300+"


class PlanKind(StrEnum):
    """Level in the programme tree, highest first."""

    NATIONAL_PROGRAMME = "national_programme"
    PROVINCIAL_PLAN = "provincial_plan"
    YEARLY_PLAN = "yearly_plan"

    @property
    def level(self) -> int:
        """Return 0 for the national programme, then one more per level."""
        return list(PlanKind).index(self)


class ActivityKind(StrEnum):
    """Training class or communication activity."""

    TRAINING = "training"
    COMMUNICATION = "communication"


class ApplicationState(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SUPPLEMENT_REQUESTED = "supplement-requested"
    RESUBMITTED = "resubmitted"
    RECEIVED = "received"
    APPRAISED = "appraised"
    WAITLISTED = "waitlisted"
    APPROVED = "approved"
    REFUSED = "refused"
    AGREEMENT_SIGNED = "agreement-signed"
    IN_PROGRESS = "in-progress"
    SUSPENDED = "suspended"
    ACCEPTED = "accepted"
    SETTLED = "settled"
    CLOSED = "closed"
    TERMINATED = "terminated"
    WITHDRAWN = "withdrawn"


class MovementKind(StrEnum):
    """Money between the State and the unit: advance, instalment, returned by the unit."""

    ADVANCE = "advance"
    INSTALMENT = "instalment"
    RETURN = "return"


class EntryKind(StrEnum):
    """A line of the ledger."""

    COMMITMENT = "commitment"
    RELEASE = "release"
    PAYMENT = "payment"
    RETURN = "return"


SUPPORT_ITEMS = (
    "TC-01", "TC-02",
    "CN-01", "CN-02",
    "CB-01", "CB-02", "CB-03",
    "HT-01", "HT-02", "HT-03", "HT-04", "HT-05", "HT-09",
    "CC-01", "CC-09",
    "NN-01", "NN-02", "NN-03", "NN-04",
    "TX-01", "TX-02", "TX-03",
    "TT-01", "TT-02", "TT-03",
    "GT-01",
    "CNg-01", "CNg-02",
    "CDS-01",
    "MH-01",
    "DT-01", "DT-02",
    "TTr-01",
)  # fmt: skip
