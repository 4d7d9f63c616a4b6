"""The history stream and how long it is kept, as the province's profile says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amqp import Channel
from amqp.exceptions import PreconditionFailed

from nscl_shared.observability.logs import get_logger
from nscl_shared.province import current_profile

LOG_STREAM = "nscl.log"
GIB = 2**30
MIB = 2**20

log = get_logger(__name__)


def declare_history(channel: Channel) -> None:
    """Declare the stream; one that is there with other limits stays as it is, and is told of.

    The broker never changes what a stream was declared with, and refuses to
    declare it otherwise.  Services work with either, so nothing waits for the
    remedy: a policy, which goes before the stream's own limits.
    """
    trial = channel.connection.channel()  # the broker closes the channel of what it refuses
    limits = current_profile().history
    try:
        trial.queue_declare(
            LOG_STREAM, durable=True, auto_delete=False, arguments=stream_arguments(limits)
        )
    except PreconditionFailed as error:
        log.warning(
            "history-kept-otherwise",
            reason=error.reply_text,
            remedy=policy_command(limits, channel.connection.virtual_host),
            more="docs/operations/history.md",
        )
    else:
        trial.close()


def stream_arguments(limits: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of the stream for a profile's ``history``."""
    return {
        "x-queue-type": "stream",
        "x-max-age": _age(limits),
        "x-max-length-bytes": limits["max_gib"] * GIB,
        "x-stream-max-segment-size-bytes": limits["segment_mib"] * MIB,
    }


def policy_command(limits: Mapping[str, Any], vhost: str) -> str:
    """Return the command that gives an existing stream the limits of a profile's ``history``."""
    definition = (
        f'{{"max-age": "{_age(limits)}", "max-length-bytes": {limits["max_gib"] * GIB}, '
        f'"stream-max-segment-size-bytes": {limits["segment_mib"] * MIB}}}'
    )
    return (
        f"rabbitmqctl set_policy -p {vhost} --apply-to queues nscl-history "
        f"'^nscl\\.log$' '{definition}'"
    )


def _age(limits: Mapping[str, Any]) -> str:
    return str(limits["max_age"]).replace("d", "D")
