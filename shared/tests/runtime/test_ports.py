"""Ports are kept where possible and never shared."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from nscl_shared.runtime.ports import LOOPBACK, PortBook, base_from_environment, is_free, listens
from nscl_shared.runtime.problems import RuntimeProblem

FORBIDDEN = {80, 4369, 5672, 8000, 8080, 15672, 27017}


@pytest.fixture
def occupied() -> int:
    """A port somebody else listens on."""
    with socket.create_server((LOOPBACK, 0)) as server:
        yield server.getsockname()[1]


def test_the_same_port_is_chosen_next_time(tmp_path: Path) -> None:
    first = PortBook(tmp_path / "ports.json", base=0)
    port = first.choose("amqp", 8)
    first.release()
    second = PortBook(tmp_path / "ports.json", base=0)
    assert second.choose("amqp", 8) == port
    second.release()


def test_an_occupied_port_is_avoided(tmp_path: Path, occupied: int) -> None:
    assert not is_free(occupied)
    assert listens(occupied)
    book = PortBook(tmp_path / "ports.json", base=occupied)
    port = book.choose("frontdoor", 0)
    assert port != occupied
    assert is_free(port)
    book.release()


def test_two_instances_never_choose_the_same_port(tmp_path: Path) -> None:
    one = PortBook(tmp_path / "one.json", base=31_000)
    two = PortBook(tmp_path / "two.json", base=31_000)
    assert one.choose("frontdoor", 0) != two.choose("frontdoor", 0)
    one.release()
    two.release()


def test_the_usual_ports_of_other_servers_are_left_alone(tmp_path: Path) -> None:
    book = PortBook(tmp_path / "ports.json", base=8322)
    chosen = {book.choose(f"part-{offset}", offset) for offset in range(40)}
    book.release()
    assert not chosen & FORBIDDEN


def test_a_wrong_port_base_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NSCL_PORT_BASE", "many")
    with pytest.raises(RuntimeProblem, match="NSCL_PORT_BASE"):
        base_from_environment()
