"""One letter after the other: claim, send, note the outcome.

Claim and outcome are transactions of their own and the sending lies between
them, so whatever dies in between, the claim ends by the clock and the letter
is sent again.
"""

from __future__ import annotations

from datetime import UTC, datetime

import eventlet
from pymongo.errors import PyMongoError

from nscl_notifications.domain.letter import Errand
from nscl_notifications.domain.patience import Patience
from nscl_notifications.entrypoints.metrics import ATTEMPTS
from nscl_notifications.handlers.commands import (
    ClaimNotification,
    RecordDelivery,
    RecordFailure,
)
from nscl_notifications.publishing.channels import ChannelError, installed_channels
from nscl_notifications.publishing.mail_settings import mail_settings
from nscl_notifications.queries.due import due_notifications
from nscl_shared.kernel import Conflict
from nscl_shared.messaging import CommandBus
from nscl_shared.observability.context import enter
from nscl_shared.observability.logs import get_logger

AT_ONCE = 5
ROUND = 50

log = get_logger(__name__)


def send_due(commands: CommandBus) -> int:
    """Send the letters that are due now, a few at a time; return how many were tried."""
    pool = eventlet.GreenPool(AT_ONCE)
    try:
        due = due_notifications(datetime.now(UTC), ROUND)
    except PyMongoError as error:
        log.warning("waiting-for-database", reason=str(error)[:200])
        return 0
    for notification_id in due:
        pool.spawn_n(_send_one, commands, notification_id)
    pool.waitall()
    return len(due)


def _send_one(commands: CommandBus, notification_id: str) -> None:
    try:
        errand = _claim(commands, notification_id)
    except Conflict:
        return  # another sender was faster
    except PyMongoError as error:
        log.warning("claim-failed", notification=notification_id, reason=str(error)[:200])
        return
    enter(errand.correlation_id, None)
    failure = _hand_over(errand)
    ATTEMPTS.labels(errand.channel, "failed" if failure else "delivered").inc()
    try:
        _note(commands, errand, failure)
    except Conflict:
        log.warning("attempt-superseded", notification=notification_id, attempt=errand.attempt)
    except PyMongoError as error:
        # the claim ends by itself; the letter is then sent again under the same Message-ID
        log.warning("outcome-not-noted", notification=notification_id, reason=str(error)[:200])


def _claim(commands: CommandBus, notification_id: str) -> Errand:
    command = ClaimNotification(
        notification_id=notification_id, now=datetime.now(UTC), lease=mail_settings().lease
    )
    errand: Errand = commands.execute(command)
    return errand


def _hand_over(errand: Errand) -> ChannelError | None:
    """Send; return why it failed, None when the channel has taken the letter."""
    channel = installed_channels().get(errand.channel)
    if channel is None:
        return ChannelError(f"channel {errand.channel!r} is not installed")
    limit = eventlet.Timeout(mail_settings().timeout_seconds)
    try:
        channel.send(errand)
    except ChannelError as error:
        return error
    except eventlet.Timeout as expired:
        if expired is not limit:
            raise
        return ChannelError(f"no answer within {mail_settings().timeout_seconds:g} s")
    except Exception as error:
        log.exception("channel-broken", channel=errand.channel)
        return ChannelError(repr(error)[:200])
    finally:
        limit.cancel()
    return None


def _note(commands: CommandBus, errand: Errand, failure: ChannelError | None) -> None:
    now = datetime.now(UTC)
    if failure is None:
        commands.execute(
            RecordDelivery(notification_id=errand.notification_id, attempt=errand.attempt, now=now)
        )
        return
    commands.execute(
        RecordFailure(
            notification_id=errand.notification_id,
            attempt=errand.attempt,
            reason=failure.reason,
            permanent=failure.permanent,
            now=now,
            patience=Patience(mail_settings().retry_seconds),
        )
    )
