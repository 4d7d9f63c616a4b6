"""Replicas share a work without gap or overlap, whoever comes or goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from probe_domain import SERVICE, open_database

from nscl_shared.persistence.leases import Leases, share_of

TTL = timedelta(seconds=0.6)
SHARES = 8


@pytest.fixture
def replica(database) -> Callable[[str], Leases]:
    open_database(database.mongodb_uri)
    return lambda owner: Leases(SERVICE, "test", SHARES, owner, ttl=TTL)


def shares(replicas: Iterable[Leases]) -> list[list[int]]:
    """Ask all replicas until each share is held by one; fail when two hold it."""
    deadline = time.monotonic() + 20 * TTL.total_seconds()
    replicas = list(replicas)
    while time.monotonic() < deadline:
        held = [sorted(one.held()) for one in replicas]
        together = [share for own in held for share in own]
        assert len(together) == len(set(together)), held
        if len(together) == SHARES:
            return held
        time.sleep(0.02)
    raise AssertionError(f"not all shares are held: {held}")


def test_the_share_of_a_key_is_for_ever_the_same(replica) -> None:
    keys = ("p1", "p2", "application-7")
    known = [3, 1, 2]  # stored in outboxes
    assert [share_of(key, SHARES) for key in keys] == known
    assert [replica("a").share_of(key) for key in keys] == known


def test_one_replica_does_it_all(replica) -> None:
    assert shares([replica("a")]) == [list(range(SHARES))]


def test_a_second_replica_gets_its_half_and_a_third_its_part(replica) -> None:
    first, second, third = replica("a"), replica("b"), replica("c")
    shares([first])
    shares([first, second])
    assert sorted(len(own) for own in fair([first, second])) == [4, 4]
    assert sorted(len(own) for own in fair([first, second, third])) == [2, 3, 3]


def fair(replicas: list[Leases]) -> list[list[int]]:
    deadline = time.monotonic() + 20 * TTL.total_seconds()
    while True:
        held = shares(replicas)
        if max(len(own) for own in held) <= -(-SHARES // len(replicas)):
            return held
        assert time.monotonic() < deadline, held
        time.sleep(0.02)


def test_the_shares_of_one_that_is_gone_are_taken_when_its_lease_ran_out(replica) -> None:
    first, second = replica("a"), replica("b")
    fair([first, second])
    assert shares([second]) == [list(range(SHARES))]


def test_one_that_leaves_frees_its_shares_at_once(replica) -> None:
    first, second = replica("a"), replica("b")
    shares([first])
    first.release()
    assert second.held() == frozenset(range(SHARES))


def test_one_that_was_asleep_past_its_lease_holds_nothing_until_it_asks_again(replica) -> None:
    first, second = replica("a"), replica("b")
    shares([first])
    taken = shares([second])  # while the first is not heard of
    assert taken == [list(range(SHARES))]
    assert first.held() == frozenset()
