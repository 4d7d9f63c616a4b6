"""The words for codes of the programme tree, activities and calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nscl_registration.domain.activity import ActivityForm, AudienceKind
from nscl_registration.domain.funding import FundSource
from nscl_registration.domain.proposal import ProposalState
from nscl_registration.domain.targets import Measure
from nscl_registration.domain.tended import Outcome
from nscl_shared.i18n import N_

SOURCES: Mapping[str, str] = {
    FundSource.CENTRAL: N_("Central budget"),
    FundSource.PROVINCIAL: N_("Provincial budget"),
    FundSource.ENTERPRISE: N_("Enterprises"),
    FundSource.OTHER: N_("Other sources"),
}
MEASURES: Mapping[str, str] = {
    Measure.SUPPORTED_UNITS: N_("Units supported (computed)"),
    Measure.PARTICIPATIONS: N_("Participations (computed)"),
    Measure.TRAINED_PEOPLE: N_("People trained (computed)"),
    Measure.TRAINING_CLASSES: N_("Training classes (computed)"),
    Measure.COMMUNICATIONS: N_("Letters, articles, conferences (computed)"),
    Measure.MANUAL: N_("Entered by hand"),
}
OUTCOMES: Mapping[str, str] = {
    Outcome.CLOSED: N_("Closed, the work is done"),
    Outcome.CANCELLED: N_("Cancelled"),
}
FORMS: Mapping[str, str] = {
    ActivityForm.CLASS: N_("Class"),
    ActivityForm.LETTER: N_("Letter"),
    ActivityForm.ARTICLE: N_("Article"),
    ActivityForm.CONFERENCE: N_("Conference"),
    ActivityForm.BROADCAST: N_("Broadcast"),
}
AUDIENCES: Mapping[str, str] = {
    AudienceKind.FIRMS: N_("Firms and cooperatives"),
    AudienceKind.STUDENTS: N_("Students"),
    AudienceKind.OFFICIALS: N_("Officials"),
    AudienceKind.PUBLIC: N_("The public"),
}
PROPOSAL_STATES: Mapping[str, tuple[str, str]] = {
    ProposalState.SUBMITTED: (N_("Came in"), "info"),
    ProposalState.INCLUDED: (N_("In the list"), "good"),
    ProposalState.EXCLUDED: (N_("Left out of the list"), "bad"),
    ProposalState.WITHDRAWN: (N_("Taken back"), "warn"),
}


def same(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return choices whose code is the text itself."""
    return [(text, text) for text in texts]
