"""Commands as entrypoints make them, each valid unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pytest

from nscl_shared.messaging import CommandBus
from nscl_shared.testing.commands import attempted
from nscl_traceability.domain.product import Producer
from nscl_traceability.handlers import commands, stamp_commands

DAY = date(2022, 8, 5)


@dataclass(frozen=True)
class Do:
    """Runs commands; returns their answers."""

    bus: CommandBus

    def product(self, **over: Any) -> dict[str, Any]:
        return dict(self.bus.execute(self.product_command(**over)))

    def product_command(self, **over: Any) -> commands.RegisterProduct:
        given = {
            "name": "Na Chi Lăng",
            "producer": Producer("firm-1", "HTX Na", "HTX"),
            "gtin": None,
            "ocop_stars": None,
            "project_id": None,
            "description": "",
            "admin_code": "20",
        }
        return commands.RegisterProduct(**{**given, **over})

    def lot(self, product_id: str, **over: Any) -> str:
        given = {
            "lot_number": "L1",
            "produced_on": date(2022, 8, 1),
            "expires_on": None,
            "quantity": 1_000,
            "unit": "hộp",
        }
        command = commands.RecordLot(product_id=product_id, **{**given, **over})
        return str(self.bus.execute(command)["id"])

    def stamps(self, lot_id: str, quantity: int, *, activate: bool = False) -> dict[str, Any]:
        return dict(self.bus.execute(self.stamps_command(lot_id, quantity, activate=activate)))

    def stamps_command(
        self, lot_id: str, quantity: int, *, activate: bool = False
    ) -> stamp_commands.IssueStamps:
        return stamp_commands.IssueStamps(
            lot_id=lot_id,
            quantity=quantity,
            issued_on=DAY,
            key_id=0,
            by="officer",
            activate=activate,
        )


@pytest.fixture
def do(bus: CommandBus) -> Do:
    """Runs commands over the real database."""
    return Do(bus)


@pytest.fixture
def attempt(bus: CommandBus) -> Callable[[object], Any]:
    """Runs a command; returns its answer or why it was refused."""
    return partial(attempted, bus)
