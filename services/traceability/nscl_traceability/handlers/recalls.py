"""Ask for, open, widen, answer and end the recall of a lot."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import Conflict, new_id
from nscl_traceability.domain.recall import Recall
from nscl_traceability.domain.recall_parts import RecallState
from nscl_traceability.handlers import lot_commands as c
from nscl_traceability.handlers.ports import TraceabilityWork

LIVE = {RecallState.REQUESTED, RecallState.OPEN}


def request_recall(cmd: c.RequestRecall, work: TraceabilityWork) -> dict[str, Any]:
    """Note the request; open it where an officer asks.

    Raises:
        NotFound: ``lot-not-found``.
        Conflict: ``recall-exists``: this lot's recall was asked for or opened before.
    """
    lot = work.lots.get(cmd.lot_id)
    for earlier in work.recalls.begun_with(lot.id):
        if earlier.state in LIVE:
            raise Conflict("recall-exists", number=earlier.number)
    scope = work.reach.scope(lot.node)
    recall = Recall.request(
        new_id(),
        number=f"TH-{cmd.act.on.year}-{work.next_number('recall'):04d}",
        product_id=lot.product_id,
        first=next(one for one in scope.lots if one.lot_id == lot.id),
        reason=cmd.reason,
        risk=cmd.risk,
        instruction=cmd.instruction,
        act=cmd.act,
    )
    work.recalls.add(recall)
    if cmd.at_once:
        recall.open(scope, cmd.act)
        work.reach.mark([one.lot_id for one in scope.lots], recall.mark)
    return _told(recall)


def decide_recall(cmd: c.DecideRecall, work: TraceabilityWork) -> dict[str, Any]:
    """Open what was asked for, or refuse it.

    Raises:
        NotFound: ``recall-not-found``.
        Conflict: ``recall-state``.
    """
    recall = work.recalls.get(cmd.recall_id)
    if not cmd.open:
        recall.refuse(cmd.act)
        return _told(recall)
    scope = work.reach.scope(recall.first.node)
    recall.open(scope, cmd.act)
    work.reach.mark([one.lot_id for one in scope.lots], recall.mark)
    return _told(recall)


def widen_recall(cmd: c.WidenRecall, work: TraceabilityWork) -> dict[str, Any]:
    """Reach what was made since."""
    recall = work.recalls.get(cmd.recall_id)
    new = recall.widen(work.reach.scope(recall.first.node), cmd.act)
    work.reach.mark(new, recall.mark)
    return {**_told(recall), "new_lots": len(new)}


def restate_recall(cmd: c.RestateRecall, work: TraceabilityWork) -> dict[str, Any]:
    """Tell another risk or instruction, consumers as well."""
    recall = work.recalls.get(cmd.recall_id)
    recall.restate(risk=cmd.risk, instruction=cmd.instruction, act=cmd.act)
    work.reach.remark(recall.id, recall.mark)
    return _told(recall)


def answer_recall(cmd: c.AnswerRecall, work: TraceabilityWork) -> dict[str, Any]:
    """Keep what a firm did."""
    recall = work.recalls.get(cmd.recall_id)
    recall.take_answer(cmd.answer)
    return _told(recall)


def end_recall(cmd: c.EndRecall, work: TraceabilityWork) -> dict[str, Any]:
    """Close it: the mark stays.  Withdraw it: the mark goes, or another open recall's takes over."""
    recall = work.recalls.get(cmd.recall_id)
    recall.end(cmd.outcome, cmd.act)
    closed = cmd.outcome is RecallState.CLOSED
    work.reach.remark(recall.id, recall.mark if closed else None)
    _hand_over(recall, work)
    return _told(recall)


def _hand_over(recall: Recall, work: TraceabilityWork) -> None:
    """Mark lots that other recalls reach, too: open ones first, closed ones where no mark is left."""
    left = {lot.lot_id for lot in recall.scope.lots}
    for other in work.recalls.standing_with(left):
        closed = other.state is RecallState.CLOSED
        if other.id == recall.id or (closed and recall.state is RecallState.CLOSED):
            continue
        shared = left & {lot.lot_id for lot in other.scope.lots}
        work.reach.mark(sorted(shared), other.mark)
        left -= shared


def _told(recall: Recall) -> dict[str, Any]:
    return {
        "id": recall.id,
        "number": recall.number,
        "state": recall.state.value,
        "version": recall.version,
    }
