"""The history of all events, as the broker's stream keeps it."""

from nscl_shared.history.reader import HistoryEntry, HistoryReader, NoHistory

__all__ = ["HistoryEntry", "HistoryReader", "NoHistory"]
