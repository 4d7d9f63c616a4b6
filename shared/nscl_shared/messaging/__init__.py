"""Commands in, events out, events in: each exactly once in effect."""

from nscl_shared.messaging.batches import BatchSubscription, subscribe_batch
from nscl_shared.messaging.bus import CommandBus, Commands
from nscl_shared.messaging.relay import OutboxRelay
from nscl_shared.messaging.subscription import Subscription, subscribe

__all__ = [
    "BatchSubscription",
    "CommandBus",
    "Commands",
    "OutboxRelay",
    "Subscription",
    "subscribe",
    "subscribe_batch",
]
