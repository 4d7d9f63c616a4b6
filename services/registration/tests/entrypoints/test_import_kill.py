"""A large workbook is imported once, although the service is killed in the middle of it.

``NSCL_IMPORT_ROWS`` rows (300); what it took is printed (``pytest -s``).
"""

import os
import threading
import time
from contextlib import suppress
from itertools import count

import httpx
import psutil
import pytest

from nscl_shared.testing.waiting import until

from .conftest import API
from .workbooks import filled, row, sent, template_of

ROWS = int(os.environ.get("NSCL_IMPORT_ROWS", "300"))
BAD = {"Kinh phí dự kiến (đồng)": "nhiều"}
BAD_EVERY = 33  # 3 of 100
BADS = ROWS // BAD_EVERY
SECONDS = 60 + ROWS / 3

pytestmark = pytest.mark.timeout(120 + ROWS)


@pytest.fixture
def workbook(officer, project):
    template = template_of(officer, project)
    return filled(template, [row(n, **({} if n % BAD_EVERY else BAD)) for n in range(1, ROWS + 1)])


def told(client, import_id):
    with suppress(httpx.HTTPError):
        return client.get(f"{API}/imports/{import_id}").raise_for_status().json()
    return None


def seen(client, import_id, what):
    """Wait until an import is as ``what`` says."""

    def looked():
        found = told(client, import_id)
        return found if found and what(found) else None

    return until(looked, "the import to go on", SECONDS)


def all_cases(client, project):
    cursor = None
    while True:
        asked = {"project_id": project, "limit": 200, **({"cursor": cursor} if cursor else {})}
        page = client.get(f"{API}/applications", params=asked).json()
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return


class Watch:
    """How long each part took, and the most memory that the service had."""

    def __init__(self, slot):
        self.slot = slot
        self.began = time.monotonic()
        self.most = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._look)
        self.thread.start()

    def _look(self):
        while not self.ended.wait(0.5):
            with suppress(psutil.Error, AttributeError):
                process = psutil.Process(self.slot.child.pid)
                family = [process, *process.children(recursive=True)]
                self.most = max(self.most, sum(one.memory_info().rss for one in family))

    def say(self, what):
        now = time.monotonic()
        print(f"{what}: {now - self.began:.1f} s, at most {self.most / 2**20:.0f} MiB")
        self.began = now


@pytest.fixture
def watch(service):
    watch = Watch(service.slot)
    yield watch
    watch.ended.set()
    watch.thread.join()


def test_killed_half_way_nothing_is_missing_and_nothing_is_twice(
    service, officer, project, workbook, watch
):
    watch.say(f"a workbook of {len(workbook) / 2**20:.1f} MiB was made")
    import_id = sent(officer, workbook).json()["id"]
    watch.say("read and stored")
    assert 0 <= told(officer, import_id)["done"] <= told(officer, import_id)["of"] == ROWS
    ready = seen(officer, import_id, lambda one: one["state"] == "ready")
    watch.say("checked")
    assert (ready["counts"]["good"], ready["counts"]["bad"]) == (ROWS - BADS, BADS)
    bad = officer.get(f"{API}/imports/{import_id}/rows?state=bad&limit=200").json()["items"]
    places = {(one["number"], one["faults"][0]["column"]) for one in bad}
    numbers = range(2 + BAD_EVERY, ROWS + 3, BAD_EVERY)
    assert places == {(number, "Q") for number in list(numbers)[:200]}

    officer.post(f"{API}/imports/{import_id}/start", json={}).raise_for_status()
    half = seen(officer, import_id, lambda one: one["done"] >= ROWS // 2)
    if half["state"] == "importing":
        service.kill()
    watch.say("killed half-way and up again")
    done = seen(officer, import_id, lambda one: one["state"] == "done")
    watch.say("imported")

    assert half["done"] < ROWS - BADS, "it was killed too late to mean anything"
    assert done["counts"]["imported"] == ROWS - BADS
    cases = list(all_cases(officer, project))
    assert len({one["firm_id"] for one in cases}) == len(cases) == ROWS - BADS
    numbers = sorted(one["case_number"] for one in cases)
    expected = (f"{project}-{number:04d}" for number in count(1))
    assert numbers == sorted(next(expected) for _ in cases)

    again = sent(officer, workbook).json()["id"]
    seen(officer, again, lambda one: one["state"] == "ready")
    watch.say("the same workbook again")
    assert told(officer, again)["counts"]["imported-before"] == ROWS - BADS
    assert told(officer, again)["counts"]["good"] == 0
