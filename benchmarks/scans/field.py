"""The servers that are compared: a database, the scan server, the peer and the limit."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import mongoengine

from nscl_shared.messaging import CommandBus
from nscl_shared.persistence import connect
from nscl_shared.runtime.database import Database
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import LOOPBACK, PortBook, listens
from nscl_shared.runtime.secrets import Secrets
from nscl_shared.runtime.services import answers
from nscl_shared.settings import settings
from nscl_shared.testing.fixtures import supervised
from nscl_traceability.domain.product import Producer
from nscl_traceability.handlers.commands import RecordLot, RegisterProduct
from nscl_traceability.handlers.stamp_commands import IssueStamps
from nscl_traceability.handlers.table import HANDLERS
from nscl_traceability.queries.stamp_batches import show_batch
from nscl_traceability.queries.stamps import serial_at
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.keyring import keyring
from nscl_traceability.storage.setup import setup
from nscl_traceability.storage.unit_of_work import TraceabilityUnitOfWork

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".nscl/bench/venv/bin"
STAMPS = 20_000
CACHE = "512M"
DAY = date(2022, 8, 1)


@dataclass(frozen=True)
class Field:
    """Where each contender listens, and the paths of genuine stamps."""

    ours: str
    peer: str
    limit: str
    stamps: list[str]


@contextmanager
def field(home: Path, **extra: str) -> Iterator[Field]:
    """Run all contenders inside the block; ``extra`` are settings of the scan server."""
    layout = Layout(home)
    with owned(layout, base=0) as ports:
        server = Database(layout, ports, CACHE)
        with supervised(layout, server.parts()):
            common = environment(layout, server)
            stamps = filled(common)
            parts = contenders(layout, ports, {**common, **extra})
            with supervised(layout, parts):
                urls = [f"http://{LOOPBACK}:{part.port}" for part in parts]
                yield Field(*urls, stamps)


def environment(layout: Layout, server: Database) -> dict[str, str]:
    """Return the settings that all share."""
    return {
        "NSCL_MONGODB_URI": server.mongodb_uri,
        "NSCL_MASTER_KEY_FILE": str(Secrets(layout.create().secrets).master_key_file),
        "NSCL_PROVINCE": "lang-son",
        "NSCL_PROVINCES_PATH": str(ROOT / "provinces"),
        "NSCL_PUBLIC_URL": "https://nscl.example",
        "PYTHONPATH": str(ROOT),
    }


def contenders(layout: Layout, ports: PortBook, common: Mapping[str, str]) -> list[Part]:
    """Return the scan server, the peer and the limit."""
    gunicorn = (str(PEERS / "gunicorn"), "--workers", "2", "--threads", "4", "--log-level", "error")

    def part(name: str, command: tuple[str, ...]) -> Part:
        port = ports.choose(name, 0)
        bound = tuple(word.format(port=port) for word in command)
        bind = {"NSCL_BIND": f"{LOOPBACK}:{port}"}
        return Part(
            name=name,
            command=bound,
            log=layout.log_of(name),
            environment={**common, **bind},
            ready=lambda: answers(port, "/health/ready") if name == "ours" else listens(port),
            port=port,
        )

    python = sys.executable
    return [
        part("ours", (python, "-m", "nscl_traceability.scanner")),
        part("peer", (*gunicorn, "--bind", "127.0.0.1:{port}", "benchmarks.scans.peer:app")),
        part("limit", (python, "-m", "benchmarks.scans.limit")),
    ]


def filled(common: Mapping[str, str], stamps: int = STAMPS) -> list[str]:
    """Fill the database with a product, a lot and a batch; return the stamps' paths."""
    os.environ.update(common)
    settings.cache_clear()
    keyring.cache_clear()
    mongoengine.disconnect(ALIAS)
    connect(ALIAS, common["NSCL_MONGODB_URI"])
    setup()
    batch = issued(CommandBus(ALIAS, HANDLERS, TraceabilityUnitOfWork), stamps)
    path = f"/01/{batch['gtin']}/10/{batch['lot_number']}/21/"
    return [path + serial_at(batch, index) for index in range(1, stamps + 1)]


def issued(bus: CommandBus, stamps: int) -> dict[str, Any]:
    """Return a new batch of stamps."""
    producer = Producer("firm-1", "HTX Na Chi Lăng", "HTX")
    product = RegisterProduct(
        name="Na Chi Lăng",
        producer=producer,
        gtin=None,
        ocop_stars=4,
        project_id=None,
        description="Na bở.",
        admin_code="20",
    )
    lot = RecordLot(
        product_id=bus.execute(product)["id"],
        lot_number="L2022-01",
        produced_on=DAY,
        expires_on=None,
        quantity=stamps,
        unit="hộp",
    )
    command = IssueStamps(
        lot_id=bus.execute(lot)["id"],
        quantity=stamps,
        issued_on=DAY,
        key_id=0,
        by="officer",
        activate=True,
    )
    return show_batch(bus.execute(command)["id"])
