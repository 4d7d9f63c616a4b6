"""``nscl contracts`` as its user meets it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nscl_contracts import asyncapi, catalogue
from nscl_shared.cli.main import app
from nscl_shared.messaging import topology

ROOM = Path(__file__).parents[2] / "contracts"
TYPE = "vn.nscl.traceability.product-registered.v1"


def nscl(*arguments: object):
    words = ["contracts", *map(str, arguments)]
    return CliRunner().invoke(app, words, env={"COLUMNS": "200"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what is committed."""
    for name in ("schemas", "released"):
        shutil.copytree(ROOM / name, tmp_path / name)
    shutil.copy(ROOM / "asyncapi.yaml", tmp_path)
    return tmp_path


def change_released(folder: Path, **members: object) -> None:
    path = folder / "released" / f"{TYPE}.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["properties"] = {
        name: member for name, member in (schema["properties"] | members).items() if member
    }
    path.write_text(json.dumps(schema), encoding="utf-8")


def test_what_is_committed_passes_the_gate(folder: Path) -> None:
    checked = nscl("check", "--folder", folder)
    assert (checked.exit_code, "current" in checked.output) == (0, True)


def test_a_new_member_without_a_minor_step_is_refused_with_what_to_do(folder: Path) -> None:
    change_released(folder, ocop_stars=None)
    checked = nscl("check", "--folder", folder)
    assert checked.exit_code == 1
    assert f"{TYPE}: data.ocop_stars came new since 1.0.0" in checked.output
    assert '"1.1.0"' in checked.output


def test_a_break_is_refused(folder: Path) -> None:
    change_released(folder, seal={"type": "string", "x-classification": "public"})
    checked = nscl("check", "--folder", folder)
    assert checked.exit_code == 1
    assert "data.seal: removed" in checked.output
    assert "publish vn.nscl.traceability.product-registered.v2" in checked.output


def test_release_is_refused_while_the_check_finds_something(folder: Path) -> None:
    change_released(folder, ocop_stars=None)
    before = (folder / "released" / f"{TYPE}.json").read_bytes()
    refused = nscl("release", "--folder", folder)
    assert refused.exit_code == 1
    assert "ocop_stars" in refused.output
    assert (folder / "released" / f"{TYPE}.json").read_bytes() == before


def test_release_freezes_what_is_new(folder: Path) -> None:
    (folder / "released" / f"{TYPE}.json").unlink()
    released = nscl("release", "--folder", folder)
    assert released.exit_code == 0, released.output
    frozen = json.loads((folder / "released" / f"{TYPE}.json").read_text(encoding="utf-8"))
    assert frozen["x-version"] == catalogue()[TYPE].version


def test_consumers_lists_who_relies_on_what() -> None:
    listed = nscl("consumers", "--event", TYPE)
    assert listed.exit_code == 0
    assert "reporting" in listed.output
    assert "ocop_stars" in listed.output
    assert "notifications" not in listed.output


def test_consumers_of_nothing_are_told_as_such() -> None:
    listed = nscl("consumers", "--consumer", "nobody")
    assert (listed.exit_code, "nobody relies on that" in listed.output) == (1, True)


def test_site_says_what_to_open(tmp_path: Path) -> None:
    written = nscl("site", "--out", tmp_path / "site")
    assert written.exit_code == 0
    assert (tmp_path / "site/index.html").is_file()
    assert "index.html" in written.output


@pytest.mark.parametrize("service", sorted({c.service for c in catalogue().values()}))
def test_the_contracts_and_the_bus_call_the_exchanges_alike(service: str) -> None:
    assert asyncapi.events_exchange(service) == topology.events_exchange(service)
    assert asyncapi.partner_exchange(service) == topology.partner_exchange(service)
