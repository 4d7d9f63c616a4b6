"""Commands in, events out, events in: each exactly once in effect."""

from nscl_shared.messaging.bus import CommandBus, Commands
from nscl_shared.messaging.relay import OutboxRelay
from nscl_shared.messaging.subscription import Subscription, subscribe

__all__ = ["CommandBus", "Commands", "OutboxRelay", "Subscription", "subscribe"]
