"""Builders of valid domain objects; a real database, emptied for each test that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from pymongo import monitoring

from nscl_shared.messaging import CommandBus
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.secrets import Secrets
from nscl_shared.settings import settings
from nscl_shared.testing.storage import connected_apart, emptied
from nscl_traceability.domain.lot import Lot
from nscl_traceability.domain.product import Producer, Product
from nscl_traceability.domain.stamp_batch import StampBatch
from nscl_traceability.handlers.table import HANDLERS
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.keyring import keyring
from nscl_traceability.storage.setup import setup
from nscl_traceability.storage.unit_of_work import TraceabilityUnitOfWork

GTIN = "08936000000011"
PRODUCER = Producer("firm-1", "HTX Na Chi Lăng", "HTX")
DAY = date(2022, 8, 5)


def product(product_id: str = "product-1", **over: Any) -> Product:
    given = {
        "gtin": GTIN,
        "name": "Na Chi Lăng",
        "producer": PRODUCER,
        "ocop_stars": 4,
        "project_id": "2022-P5",
        "description": "Na bở, hái tay.",
    }
    return Product.register(product_id, **{**given, **over})


def lot(lot_id: str = "lot-1", of: Product | None = None, **over: Any) -> Lot:
    given = {
        "number": "L2022-01",
        "produced_on": date(2022, 8, 1),
        "expires_on": date(2022, 8, 31),
        "quantity": 1_200,
        "unit": "hộp",
    }
    return Lot.record_new(lot_id, of or product(), **{**given, **over})


def batch(batch_id: str = "batch-1", of: Lot | None = None, **over: Any) -> StampBatch:
    """An issued batch; the lot's quota is used up."""
    key_id, quantity = over.pop("key_id", 0), over.pop("quantity", 1_000)
    lot_of, made_of = of or lot(), over.pop("product", None) or product()
    made = StampBatch.request(
        batch_id, number=over.pop("number", 1), product=made_of, lot=lot_of,
        quantity=quantity, on=DAY, by="officer", **over,
    )  # fmt: skip
    made.approve(made_of, lot_of, quantity=quantity, on=DAY, by="officer")
    made.issue(made_of, lot_of, key_id=key_id, on=DAY)
    return made


def request(batch_id: str = "batch-1", of: Lot | None = None, quantity: int = 1_000) -> StampBatch:
    """A request that waits for a decision."""
    return StampBatch.request(
        batch_id, number=1, product=product(), lot=of or lot(), quantity=quantity, on=DAY, by="htx"
    )


@dataclass(frozen=True)
class Make:
    """The builders, as one fixture."""

    product: Callable[..., Product] = product
    lot: Callable[..., Lot] = lot
    batch: Callable[..., StampBatch] = batch
    request: Callable[..., StampBatch] = request
    producer: Producer = PRODUCER
    gtin: str = GTIN
    day: date = DAY


@pytest.fixture(scope="session")
def make() -> Make:
    """Builders of valid domain objects."""
    return Make()


class Asked(monitoring.CommandListener):
    """The names of the commands that were sent to the database."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.names.append(event.command_name)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Only what is asked counts."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Only what is asked counts."""


@pytest.fixture(scope="session")
def listener() -> Asked:
    """What every client made from now on sends."""
    asked = Asked()
    monitoring.register(asked)
    return asked


@pytest.fixture(scope="session")
def connected(database: Any, listener: Asked) -> Iterator[None]:
    """Connect as the service does."""
    with connected_apart(ALIAS, database.mongodb_uri):
        yield


@pytest.fixture
def master_key(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The file of a new master key, set as the service's."""
    path = Secrets(Layout(tmp_path).create().secrets).master_key_file
    monkeypatch.setenv("NSCL_MASTER_KEY_FILE", str(path))
    _forget()
    yield path
    _forget()


def _forget() -> None:
    settings.cache_clear()
    keyring.cache_clear()


@pytest.fixture
def db(connected: None, master_key: Any) -> Any:
    """The service's database, prepared and empty but for the first key."""
    return emptied(ALIAS, setup)


@pytest.fixture
def asked(db: Any, listener: Asked) -> list[str]:
    """The commands sent to the database since the test began."""
    listener.names.clear()
    return listener.names


@pytest.fixture
def bus(db: Any) -> CommandBus:
    """The command bus over the real database."""
    return CommandBus(ALIAS, HANDLERS, TraceabilityUnitOfWork)
