"""Test-wide plugins: a private broker and database for every suite; who shares a worker."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["nscl_shared.testing.fixtures"]

ROOT = Path(__file__).parent
# Every file starts servers of its own; in other rooms the files share them.
APART = ("tests/faults/", "tests/journeys/", "shared/tests/runtime/")
# The longest come first, so that no worker is left alone with them at the end.
FIRST = ("tests/faults/", "tests/journeys/", "tests/browser/", "examples/")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests belong on one worker; ``make test`` runs two of them."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_room(item, _path(item))))
    items.sort(key=lambda item: not _path(item).startswith(FIRST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(ids: list[str]) -> None:
    """Refuse to run the tests of one room on several workers: each would start its servers.

    Raises:
        pytest.UsageError: this pytest does not tell which tests belong together.
    """
    if not all("@" in each for each in ids):
        raise pytest.UsageError("this pytest and pytest-xdist lose what tests belong together")


def _path(item: pytest.Item) -> str:
    return item.path.relative_to(ROOT).as_posix()


def _room(item: pytest.Item, path: str) -> str:
    if path.startswith("tests/") and "year" in getattr(item, "fixturenames", ()):
        return "the year 2022 played"
    if path.startswith(APART):
        return path
    if path.startswith("services/"):  # services/<name>/tests/<folder>: each has its servers
        return "/".join(path.split("/")[:4])
    return path.partition("/tests/")[0] if "/tests/" in path else path.rpartition("/")[0]
