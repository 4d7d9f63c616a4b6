"""The history of all events, as the broker's stream keeps it, and read models from it."""

from nscl_shared.history.catch_up import HistoryLost
from nscl_shared.history.claim import Busy, Superseded
from nscl_shared.history.comparison import Difference
from nscl_shared.history.reader import HistoryEntry, HistoryReader, NoHistory
from nscl_shared.history.replay import Outcome, Replay, Watcher

__all__ = [
    "Busy",
    "Difference",
    "HistoryEntry",
    "HistoryLost",
    "HistoryReader",
    "NoHistory",
    "Outcome",
    "Replay",
    "Superseded",
    "Watcher",
]
