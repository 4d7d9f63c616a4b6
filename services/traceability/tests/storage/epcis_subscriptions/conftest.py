"""Captures and subscriptions, by the commands that make them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from nscl_shared.auth import Principal
from nscl_shared.kernel import new_id
from nscl_shared.messaging import CommandBus
from nscl_traceability.domain.epcis.captured import read_document
from nscl_traceability.entrypoints.epcis_intake import capture
from nscl_traceability.handlers import epcis_subscription_commands as s
from nscl_traceability.handlers.epcis_commands import NameQuery
from nscl_traceability.queries.epcis_reports import start_position

from .reporting import PAST, lot_of

OFFICER = Principal(subject="officer-1", username="o", role="officer", display_name="O")
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"


@pytest.fixture
def take(bus: CommandBus) -> Callable[..., list[str]]:
    """Captures events in one document and returns what was captured, by lot."""

    def captured(*events: dict[str, Any]) -> list[str]:
        body = {
            "@context": CONTEXT, "type": "EPCISDocument", "schemaVersion": "2.0",
            "creationDate": "2026-08-01T08:00:00Z", "epcisBody": {"eventList": list(events)},
        }  # fmt: skip
        capture(bus, OFFICER, read_document(body))
        return [lot_of(each) for each in events]

    return captured


@pytest.fixture
def subscribe(bus: CommandBus) -> Callable[..., str]:
    """Subscribes to a query of these parameters; returns the id."""

    def subscribed(parameters: dict[str, tuple[str, ...]] | None = None, **over: Any) -> str:
        name, one = f"q-{new_id()}", new_id()
        bus.execute(NameQuery(name=name, parameters=parameters or {}, account_id="a", at=PAST))
        given = {
            "subscription_id": one, "query": name, "account_id": "a", "firm_only": False,
            "dest": "https://partner.example/in", "token": None, "schedule": None,
            "report_if_empty": False, "initial_record_time": PAST, "position": start_position(PAST),
            "http_to_loopback": False, "now": datetime.now(UTC),
        }  # fmt: skip
        bus.execute(s.Subscribe(**{**given, **over}))
        return one

    return subscribed
