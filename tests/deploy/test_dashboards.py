"""Grafana's dashboards read only what is exposed, in expressions that Prometheus accepts."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
BOARDS = sorted(ROOT.glob("deploy/grafana/*.json"))
COLUMNS = 24
# Added by Prometheus to what it scrapes.
ADDED = {"job", "instance", "province", "service", "le"}
Board = dict[str, Any]


@pytest.fixture(scope="module", params=BOARDS, ids=lambda path: path.stem)
def board(request: pytest.FixtureRequest) -> Board:
    found: Board = json.loads(request.param.read_text())
    assert found["uid"] == request.param.stem
    return found


def expressions(board: Board) -> Iterator[str]:
    for panel in board["panels"]:
        for target in panel.get("targets", ()):
            yield target["expr"]


def as_rules(board: Board, folder: Path, *, spoil: str = "") -> Path:
    """Write the expressions as rules, as promtool of Prometheus 2 checks no others."""
    plain = [each.replace("$province", "lang-son") + spoil for each in expressions(board)]
    rules = [{"record": f"panel:{n}", "expr": each} for n, each in enumerate(plain)]
    path = folder / "rules.yml"
    path.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}))
    return path


def test_there_is_one_for_counterfeit_signals() -> None:
    assert "nscl-signals" in {path.stem for path in BOARDS}


def test_prometheus_accepts_every_expression(
    run: Callable[..., Any], board: Board, tmp_path: Path
) -> None:
    sound = run("promtool", "prometheus", "check", "rules", as_rules(board, tmp_path))
    assert sound.returncode == 0, sound.stdout + sound.stderr
    broken = as_rules(board, tmp_path, spoil=" by")
    assert run("promtool", "prometheus", "check", "rules", broken).returncode != 0


def test_panels_read_only_what_is_exposed_by_labels_that_it_has(
    board: Board, exposed: dict[str, set[str]], series_in: Callable[[str], set[str]]
) -> None:
    for expression in expressions(board):
        names = series_in(expression)
        assert names, expression
        assert names <= exposed.keys(), expression
        known = ADDED.union(*(exposed[name] for name in names))
        assert labels_in(expression) <= known, expression


def labels_in(expression: str) -> set[str]:
    """Return the labels that an expression selects and groups by."""
    groups = re.findall(r"\bby\s*\(([^)]*)\)", expression)
    grouped = {label.strip() for group in groups for label in group.split(",")}
    return grouped | set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)\s*\"", expression))


def test_every_panel_says_what_it_shows_of_the_provinces_that_are_chosen(board: Board) -> None:
    assert {one["name"] for one in board["templating"]["list"]} == {"datasource", "province"}
    for panel in board["panels"]:
        if panel["type"] == "row":
            continue
        assert panel["title"]
        assert panel["description"], panel["title"]
        assert panel["fieldConfig"]["defaults"]["unit"], panel["title"]
        for target in panel["targets"]:
            assert 'province=~"$province"' in target["expr"], panel["title"]
            assert target["datasource"]["uid"] == "${datasource}"
            told = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
            assert told <= labels_in(target["expr"]), panel["title"]


def test_panels_have_ids_of_their_own_and_do_not_overlap(board: Board) -> None:
    panels = board["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken = [fields_of(panel["gridPos"]) for panel in panels]
    assert all(x < COLUMNS for fields in taken for x, _y in fields)
    assert all(not one & other for one, other in itertools.combinations(taken, 2))


def fields_of(place: dict[str, int]) -> set[tuple[int, int]]:
    """Return the fields of the grid that a panel covers."""
    across = range(place["x"], place["x"] + place["w"])
    down = range(place["y"], place["y"] + place["h"])
    return set(itertools.product(across, down))


def test_what_is_alerted_about_signals_is_shown(series_in: Callable[[str], set[str]]) -> None:
    rules = yaml.safe_load((ROOT / "deploy/prometheus/rules/nscl.yml").read_text())["groups"]
    board = json.loads((ROOT / "deploy/grafana/nscl-signals.json").read_text())
    shown = {name for each in expressions(board) for name in series_in(each)}
    [alerts] = [group["rules"] for group in rules if group["name"] == "nscl-signals"]
    for alert in alerts:
        assert series_in(alert["expr"]) <= shown, alert["alert"]
        assert any(alert["alert"] in panel.get("description", "") for panel in board["panels"])
