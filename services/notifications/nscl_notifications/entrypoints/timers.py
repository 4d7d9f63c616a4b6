"""By the clock: look every second for letters that are due; count; keep logs short."""

from __future__ import annotations

from nameko.timer import timer

from nscl_notifications.entrypoints.metrics import count_letters
from nscl_notifications.entrypoints.sending import send_due
from nscl_notifications.entrypoints.webhook_upkeep import keep_up_webhooks
from nscl_shared.messaging import CommandBus

POLL_SECONDS = 1
COUNT_SECONDS = 30


class Timers:
    """What happens by the clock."""

    commands: CommandBus

    @timer(interval=POLL_SECONDS)
    def send_due(self) -> None:
        """Send what is due; nameko begins no round before the last has ended."""
        send_due(self.commands)

    @timer(interval=COUNT_SECONDS, eager=True)
    def count_letters(self) -> None:
        """Keep the gauges up to date."""
        count_letters()

    @timer(interval=COUNT_SECONDS, eager=True)
    def keep_up_webhooks(self) -> None:
        """Count what waits for webhooks; shorten their logs."""
        keep_up_webhooks()
