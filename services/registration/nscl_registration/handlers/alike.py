"""Entries that may be the same unit: looked for when one is entered or changed."""

from __future__ import annotations

from collections.abc import Sequence

from nscl_registration.domain.duplicate import DuplicatePair, PairState, pair_id
from nscl_registration.domain.firm import Firm
from nscl_registration.domain.likeness import Likeness, Sketch, likenesses, sketch
from nscl_registration.domain.steps import Actor
from nscl_registration.handlers.ports import RegistrationWork
from nscl_shared.kernel import Conflict

MOST_PAIRS = 20


def sketch_of(firm: Firm) -> Sketch:
    """Return what a unit is compared by."""
    return sketch(firm.id, firm.name, [contact.phone for contact in firm.facts.contacts])


def note_pairs(firm: Firm, uow: RegistrationWork) -> list[Likeness]:
    """Write down which entries are like ``firm`` now, and return them, most alike first."""
    one = sketch_of(firm)
    earlier = uow.duplicates.of_firm(firm.id) if firm.version > 1 else []
    others = {other.firm_id: other for other in uow.firms.sketches(one)}
    found = likenesses(one, {**_paired(firm, earlier, uow), **others}.values())[:MOST_PAIRS]
    known = {pair.id: pair for pair in earlier}
    for like in found:
        pair = known.pop(pair_id(firm.id, like.firm_id), None)
        if pair is None:
            uow.duplicates.add(DuplicatePair.found(firm, like))
        else:
            pair.refresh(firm, like)
    for pair in known.values():
        pair.part()
    return found


def _paired(firm: Firm, pairs: Sequence[DuplicatePair], uow: RegistrationWork) -> dict[str, Sketch]:
    """Return those that were like it before; the index may not tell all of many."""
    ids = {one for pair in pairs for one in pair.firm_ids} - {firm.id}
    others = [uow.firms.get(one) for one in sorted(ids)]
    return {one.id: sketch_of(one) for one in others if one.merged_into is None}


def close_pairs(firm: Firm, other: Firm, by: Actor, uow: RegistrationWork) -> None:
    """Note that the pair was merged and that ``firm`` is no candidate any more."""
    at = firm.history[-1].at
    for pair in uow.duplicates.of_firm(firm.id):
        if other.id in pair.firm_ids:
            pair.decide(PairState.MERGED, by, at, firm.history[-1].note)
        else:
            pair.part()


def reopen_pair(firm: Firm, other: Firm, by: Actor, uow: RegistrationWork) -> None:
    """Note that two entries are separate again: an officer said that they are two units."""
    pair = uow.duplicates.find(pair_id(firm.id, other.id))
    if pair is not None:
        pair.decide(PairState.DISMISSED, by, firm.history[-1].at, firm.history[-1].note)


def require_new_tax_code(firm: Firm, uow: RegistrationWork) -> None:
    """Refuse a tax code that another entry has.

    Raises:
        Conflict: ``tax-code-taken``, naming the unit that has it.
    """
    if firm.tax_code is None:
        return
    existing = uow.firms.one(tax_code=firm.tax_code.number)
    if existing is not None and existing.id != firm.id:
        raise Conflict(
            "tax-code-taken",
            field="tax_code",
            tax_code=firm.tax_code.shown,
            firm_name=existing.name,
            firm_id=existing.id,
        )
