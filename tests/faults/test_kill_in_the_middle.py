"""Kill -9 any one part in the middle of the programme year: the report is still exact."""

from __future__ import annotations

import threading

import pytest

from nscl_example_lang_son_2022 import differences, generate, load_published
from nscl_example_lang_son_2022.play import play
from nscl_shared.testing.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

# (stage of the play, how far into it, the part that dies there)
KILLS = [
    ("accounts", 20, "identity"),
    ("units", 15, "registration"),
    ("units", 40, "database"),
    ("applications", 20, "broker"),
    ("decisions", 15, "notifications"),
    ("decisions", 40, "reporting"),
    ("certification", 8, "certification"),
    ("traceability", 5, "traceability"),
]


class Reaper:
    """Kills each part once, when the play comes to its place."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.killed: dict[str, int] = {}
        self._lock = threading.Lock()

    def __call__(self, stage: str, done: int, total: int) -> None:
        with self._lock:
            for where, after, part in KILLS:
                if stage == where and after <= done < total and part not in self.killed:
                    self.killed[part] = self.stack.kill(part)


def test_each_part_killed_once_and_the_report_is_exact(tmp_path) -> None:
    with Stack(tmp_path / "home") as stack:
        reaper = Reaper(stack)
        report = play(stack.url, stack.admin_password, progress=reaper, dataset=generate())
        assert set(reaper.killed) == {part for _, _, part in KILLS}, "a part was never killed"
        stack.wait_ready()
        pids = {part: stack.part(part).pid for part in reaper.killed}
        assert not set(pids.items()) & set(reaper.killed.items()), "a part never came back"
        assert differences(report, load_published()) == []
        flows = stack.flow_settled()
    dead = {
        queue: state["dead"]
        for flow in flows.values()
        for queue, state in flow["subscriptions"].items()
        if state["dead"]
    }
    assert dead == {}
