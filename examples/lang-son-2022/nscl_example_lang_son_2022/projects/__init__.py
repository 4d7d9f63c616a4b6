"""The six projects: who sits in each of them and what they ask for."""

from __future__ import annotations

from collections.abc import Sequence

from nscl_example_lang_son_2022.participation import Participation
from nscl_example_lang_son_2022.projects import (
    conformity,
    digital,
    farming,
    management,
    model_units,
    traceability,
)


def participations(seed: int) -> Sequence[Participation]:
    """Return the 64 participations, project by project, enterprises (DN) first."""
    return (
        *conformity.participations(seed),
        *model_units.participations(),
        *management.participations(seed),
        *farming.participations(),
        *traceability.participations(),
        *digital.participations(),
    )
