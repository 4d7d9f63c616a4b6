"""The reporting service alone, with the published year told to it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from replay_province import Province

from nscl_shared.testing.stack import Stack

LADDER = {"NSCL_RETRY_LADDER_MS": "100,200"}


@pytest.fixture(scope="package")
def province(tmp_path_factory, published_events) -> Iterator[Province]:
    """Kept for all tests of this folder; each leaves the year as it was told."""
    home = tmp_path_factory.mktemp("replay") / "home"
    with Stack(home, ["reporting"], environment=LADDER) as stack:
        province = Province(stack)
        province.tell(published_events)
        stack.flow_settled()
        yield province
        province.client.close()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool
