"""From the body of a subscription to the command that takes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from nscl_shared.kernel import InvalidInput, new_id
from nscl_shared.web import Request
from nscl_shared.webhooks.address import receiver_url
from nscl_shared.webhooks.reach import checked_addresses
from nscl_shared.webhooks.settings import post_settings
from nscl_traceability.domain.epcis.formats import is_time, moment, to_milliseconds
from nscl_traceability.domain.epcis.schedule import Schedule, SubscriptionControls, read_schedule
from nscl_traceability.domain.epcis.subscription import Token
from nscl_traceability.handlers.epcis_subscription_commands import Subscribe
from nscl_traceability.queries.epcis_reports import start_position
from nscl_traceability.storage.epcis_tokens import sealed_token

MEMBERS = frozenset(
    {"dest", "signatureToken", "reportIfEmpty", "initialRecordTime", "schedule", "stream"}
)
MOST_TOKEN = 500


def read_subscription(request: Request, query: str) -> Subscribe:
    """Return the command that a request states.

    Raises:
        SubscriptionControls: a member is unknown, missing, or says what cannot be done.
    """
    body = _members(request.json())
    now, subscription_id = to_milliseconds(datetime.now(UTC)), new_id()
    since = _since(body)
    schedule, report_if_empty = _when(body, now)
    return Subscribe(
        subscription_id=subscription_id,
        query=query,
        account_id=request.user.subject,
        firm_only=request.user.has("firm"),
        dest=_dest(body),
        token=_token(body, subscription_id),
        schedule=schedule,
        report_if_empty=report_if_empty,
        initial_record_time=since or now,
        position=start_position(since),
        http_to_loopback=post_settings().http_to_loopback,
        now=now,
    )


def _members(body: Any) -> Mapping[str, Any]:
    if not isinstance(body, dict):
        raise SubscriptionControls("epcis-not-object", value=type(body).__name__)
    for extra in sorted(body.keys() - MEMBERS):
        raise SubscriptionControls("epcis-subscription-unknown", field=extra, name=extra[:100])
    return body


def _dest(body: Mapping[str, Any]) -> str:
    """Return the address, which may be one that can be reached from here."""
    given, config = body.get("dest"), post_settings()
    if not isinstance(given, str) or not given:
        raise SubscriptionControls("epcis-missing", field="dest", name="dest")
    try:
        address = receiver_url(given, http_to_loopback=config.http_to_loopback, field="dest")
        checked_addresses(address, config.allowed_networks, field="dest")
    except InvalidInput as error:
        raise SubscriptionControls(error.code, field="dest", **error.params) from error
    return address


def _token(body: Mapping[str, Any], subscription_id: str) -> Token | None:
    given = body.get("signatureToken")
    if given is None:
        return None
    if not isinstance(given, str) or not 0 < len(given) <= MOST_TOKEN:
        raise SubscriptionControls(
            "epcis-subscription-token", field="signatureToken", most=MOST_TOKEN
        )
    return sealed_token(subscription_id, given)


def _since(body: Mapping[str, Any]) -> datetime | None:
    given = body.get("initialRecordTime")
    if given is None:
        return None
    if not isinstance(given, str) or not is_time(given):
        raise SubscriptionControls(
            "epcis-not-time", field="initialRecordTime", value=str(given)[:100]
        )
    return moment(given)


def _when(body: Mapping[str, Any], now: datetime) -> tuple[Schedule | None, bool]:
    """Return the schedule, None for a stream, and whether empty reports are wanted."""
    stream, report_if_empty = _truth(body, "stream"), _truth(body, "reportIfEmpty")
    if stream == ("schedule" in body):
        raise SubscriptionControls("epcis-subscription-when", field="stream")
    if stream and report_if_empty:
        raise SubscriptionControls("epcis-subscription-empty", field="reportIfEmpty")
    return (None if stream else read_schedule(body["schedule"], now)), report_if_empty


def _truth(body: Mapping[str, Any], name: str) -> bool:
    given = body.get(name, False)
    if not isinstance(given, bool):
        raise SubscriptionControls("epcis-not-truth", field=name, value=str(given)[:100])
    return given
