"""The audit log is one chain, whoever writes at the same time, and shows tampering."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from probe_domain import SERVICE, open_database

from nscl_shared.audit import AuditLog, BrokenChain
from nscl_shared.persistence import database as service_database


@pytest.fixture
def log(database) -> AuditLog:
    open_database(database.mongodb_uri)
    return AuditLog(SERVICE)


def test_simultaneous_writers_make_one_chain_without_a_gap(log) -> None:
    def act(number: int) -> None:
        log.append(actor="can-bo", action="replayed", target=f"letter-{number}", count=number)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, range(30)))
    assert log.verify() == 30
    assert [entry.number for entry in log.entries()] == list(range(1, 31))
    assert sorted(entry.details["count"] for entry in log.entries()) == list(range(30))


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda rows: rows.update_one({"_id": 2}, {"$set": {"actor": "nobody"}}), "entry 2"),
        (lambda rows: rows.update_one({"_id": 2}, {"$set": {"details.n": 7}}), "entry 2"),
        (lambda rows: rows.delete_one({"_id": 2}), "entry 3"),
        (lambda rows: rows.delete_one({"_id": 1}), "entry 2"),
    ],
    ids=["actor", "details", "removed", "first-removed"],
)
def test_what_was_tampered_with_is_named(log, tamper, named) -> None:
    for number in range(3):
        log.append(actor="a", action="dropped", target="t", reason="r", n=number)
    assert log.verify() == 3
    tamper(service_database(SERVICE)["audit"])
    with pytest.raises(BrokenChain, match=named):
        log.verify()
