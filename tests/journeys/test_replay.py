"""The year, played through all services: rebuilt from the history it is the same to the byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]


def report(stack) -> str:
    with stack.client() as web:
        return web.get("/api/reporting/years/2022/report").raise_for_status().text


def replay(stack, *arguments: str) -> dict:
    command = [
        sys.executable,
        "-m",
        "nscl_shared.cli",
        "replay",
        "--service",
        "reporting",
        "--json",
    ]
    environment = os.environ | {"NSCL_HOME": str(stack.layout.home), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [*command, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_the_rebuilt_year_is_the_played_one(year) -> None:
    before = report(year.stack)
    outcome = replay(year.stack)
    assert outcome["swapped"]
    assert outcome["applied"] > 200
    assert (outcome["differing"], outcome["lost"]) == (0, 0)
    assert report(year.stack) == before
    assert replay(year.stack, "--dry-run")["differing"] == 0
