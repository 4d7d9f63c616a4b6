"""A scan server of its own, with the settings a test wants, on the database of the session."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from nscl_shared.messaging import CommandBus
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import LOOPBACK, PortBook
from nscl_shared.runtime.services import answers
from nscl_shared.runtime.state import read_state
from nscl_shared.testing.fixtures import supervised
from nscl_shared.testing.storage import uri_apart
from nscl_traceability.domain.product import Producer
from nscl_traceability.handlers.commands import RecordLot, RegisterProduct
from nscl_traceability.handlers.stamp_commands import IssueStamps
from nscl_traceability.queries.stamp_batches import show_batch
from nscl_traceability.queries.stamps import serial_at
from nscl_traceability.storage.documents import ALIAS

DAY = date(2022, 8, 1)
PUBLIC_URL = "https://nscl.langson.example"


@dataclass(frozen=True)
class Scanning:
    """A running scan server."""

    port: int
    layout: Layout

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def client(self, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers=headers, timeout=30, trust_env=False)

    def pid(self) -> int:
        """The main process, whose worker the kernel ends with it."""
        state = read_state(self.layout)
        assert state is not None
        (part,) = state.parts
        assert part.pid is not None
        return part.pid


@contextmanager
def scanner(folder: Path, mongodb_uri: str, master_key: Path, **extra: str) -> Iterator[Scanning]:
    """Run a scan server inside the block; ``extra`` are settings."""
    layout = Layout(folder).create()
    ports = PortBook(layout.run / "ports.json", base=0)
    port = ports.choose("scan", 0)
    part = Part(
        name="scan",
        command=(sys.executable, "-m", "nscl_traceability.scanner"),
        log=layout.log_of("scan"),
        ready=lambda: answers(port, "/health/ready"),
        port=port,
        environment={
            "NSCL_BIND": f"{LOOPBACK}:{port}",
            "NSCL_MONGODB_URI": mongodb_uri,
            "NSCL_MASTER_KEY_FILE": str(master_key),
            "NSCL_PROVINCE": "lang-son",
            "NSCL_PUBLIC_URL": PUBLIC_URL,
            **extra,
        },
    )
    try:
        with supervised(layout, [part]):
            yield Scanning(port, layout)
    finally:
        ports.release()


@pytest.fixture
def run_scanner(
    db: Any, database: Any, master_key: Path, tmp_path: Path
) -> Iterator[Callable[..., Scanning]]:
    """Starts scan servers on the test's database; they end with the test."""
    with ExitStack() as running:
        count = iter(range(100))

        def start(**extra: str) -> Scanning:
            folder = tmp_path / f"scanner-{next(count)}"
            uri = uri_apart(ALIAS, database.mongodb_uri)
            return running.enter_context(scanner(folder, uri, master_key, **extra))

        yield start


@pytest.fixture
def batch(bus: CommandBus) -> dict[str, Any]:
    """A batch of ten thousand stamps."""
    product = RegisterProduct(
        name="Na Chi Lăng",
        producer=Producer("firm-1", "HTX Na", "HTX"),
        gtin=None,
        ocop_stars=4,
        project_id=None,
        description="",
        admin_code="20",
    )
    lot = RecordLot(
        product_id=bus.execute(product)["id"],
        lot_number="L1",
        produced_on=DAY,
        expires_on=None,
        quantity=10_000,
        unit="hộp",
    )
    stamps = IssueStamps(
        lot_id=bus.execute(lot)["id"],
        quantity=10_000,
        issued_on=DAY,
        key_id=0,
        by="officer",
        activate=True,
    )
    return show_batch(bus.execute(stamps)["id"])


@pytest.fixture
def stamp_path(batch: dict[str, Any]) -> Callable[[int], str]:
    """The paths of the batch's stamps."""

    def path(index: int) -> str:
        return f"/01/{batch['gtin']}/10/{batch['lot_number']}/21/{serial_at(batch, index)}"

    return path
