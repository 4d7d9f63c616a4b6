"""Say whether two entries that look alike are the same unit."""

from __future__ import annotations

from nscl_registration.handlers.firm_commands import JudgePair
from nscl_registration.handlers.ports import RegistrationWork


def judge_pair(cmd: JudgePair, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state.

    Raises:
        NotFound: ``pair-not-found``.
        Conflict: ``pair-decided``.
    """
    pair = uow.duplicates.get(cmd.pair_id)
    pair.decide(cmd.state, cmd.by, cmd.at, cmd.note)
    return {"id": pair.id, "state": pair.state.value}
