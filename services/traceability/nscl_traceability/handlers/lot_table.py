"""Which handler serves which command about lots and recalls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_traceability.handlers import lot_commands as c
from nscl_traceability.handlers import lots, recalls

LOT_HANDLERS: Mapping[type, Callable[[Any, Any], Any]] = {
    c.AddTest: lots.add_test,
    c.AnswerRecall: recalls.answer_recall,
    c.CheckBalance: lots.check_balance,
    c.CorrectLot: lots.correct_lot,
    c.DecideRecall: recalls.decide_recall,
    c.EndRecall: recalls.end_recall,
    c.RemoveTest: lots.remove_test,
    c.RequestRecall: recalls.request_recall,
    c.RestateRecall: recalls.restate_recall,
    c.WidenRecall: recalls.widen_recall,
}
