"""One platform on which the year 2022 has been played, shared by the tests that look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from nscl_example_lang_son_2022 import generate
from nscl_example_lang_son_2022.play import play
from nscl_shared.testing.stack import Stack


@dataclass(frozen=True)
class PlayedYear:
    """The platform on which it was played."""

    stack: Stack


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlayedYear]:
    """Play the year once; tests leave nothing behind that counts in its report."""
    with Stack(tmp_path_factory.mktemp("year") / "home") as stack:
        play(stack.url, stack.admin_password, progress=lambda *_: None, dataset=generate())
        stack.flow_settled()
        yield PlayedYear(stack)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Function, nextitem: pytest.Item | None) -> None:
    """End the platform after its tests: for the rest of a run it would cost the others time.

    Only a worker of pytest-xdist has them one after the other.
    """
    last = hasattr(item.config, "workerinput") and _on_it(item) and not _on_it(nextitem)
    if last and (year := item.funcargs.get("year")):
        year.stack.stop()


def _on_it(item: pytest.Item | None) -> bool:
    here = item is not None and item.path.is_relative_to(Path(__file__).parent)
    return here and "year" in getattr(item, "fixturenames", ())
