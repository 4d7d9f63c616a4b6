"""Channels: the ways a letter can take, each a plugin of the group ``nscl.channels``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Protocol, runtime_checkable

from nscl_notifications.domain.letter import Errand
from nscl_shared.plugins import PluginError, plugins

CHANNELS = "nscl.channels"


class ChannelError(Exception):
    """A letter was not accepted.

    ``reason`` is what the other side said, for the delivery log; ``permanent``
    tells that repeating it is unlikely to help.
    """

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


@runtime_checkable
class Channel(Protocol):
    """What an entry point of the group must give: a callable that returns one of these.

    The entry point's name is the channel's; the event contract knows
    ``email``, ``webhook`` and ``in-app``.
    """

    def send(self, errand: Errand, /) -> None:
        """Hand the letter over; return only when the other side has taken it.

        It may block on sockets (they are green) and is interrupted after
        ``NSCL_MAIL_TIMEOUT_SECONDS``.  The same errand may come again after a
        crash, with the same ``message_key``.

        Raises:
            ChannelError: not accepted; every other exception counts as a
                temporary failure.
        """


@cache
def installed_channels() -> Mapping[str, Channel]:
    """Return the channels by name.

    Raises:
        nscl_shared.plugins.PluginError: two have one name, or one is no channel.
    """
    found: dict[str, Channel] = {}
    for name, entry_point in plugins(CHANNELS).items():
        channel = entry_point.load()()
        if not isinstance(channel, Channel):
            raise PluginError(f"{entry_point.value} must return a Channel (a send method)")
        found[name] = channel
    return found
