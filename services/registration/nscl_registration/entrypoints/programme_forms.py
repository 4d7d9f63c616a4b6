"""Forms of the programme: a line for every source and kind, of which some stay empty."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, pre_load

from nscl_registration.entrypoints import bodies_programme as bodies
from nscl_registration.entrypoints.bodies_calls import ProposalBody

CODES = {"budget": "source", "participants_by_kind": "kind"}


class Lines(Schema):
    """Leaves out the lines of which only the code was sent."""

    @pre_load
    def leave_out_empty(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Return ``data`` with the filled lines."""
        given = {name: code for name, code in CODES.items() if name in data}
        filled = {
            name: [line for line in data[name] if set(line) != {code}]
            for name, code in given.items()
        }
        return {**data, **filled}


class PlanForm(Lines, bodies.PlanBody):
    """A plan."""


class ProjectForm(Lines, bodies.ProjectBody):
    """A project."""


class TermsForm(Lines, bodies.AmendForm):
    """An amendment."""


class ProposalForm(Lines, ProposalBody):
    """A proposal."""


class ActivityForm(Lines, bodies.ActivityBody):
    """An activity."""


class CorrectionForm(Lines, bodies.CorrectionForm):
    """A correction."""
