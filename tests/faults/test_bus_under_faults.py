"""For every committed change exactly one effect in every subscriber, whatever fails.

``NSCL_FAULT_RUNS`` (default 30; ``make faults`` takes 240) says how many runs,
``NSCL_FAULT_SEED`` which.  A failing chunk names its seed.
"""

from __future__ import annotations

import os
import random

import pytest
from bus_arena import arena

RUNS = int(os.environ.get("NSCL_FAULT_RUNS", "30"))
SEED = int(os.environ.get("NSCL_FAULT_SEED", "20261124"))
CHECK_EVERY = 10

pytestmark = [pytest.mark.stack, pytest.mark.timeout(120 + 15 * RUNS)]


def test_every_change_has_one_effect_everywhere_whatever_fails(tmp_path, capsys) -> None:
    chance = random.Random(SEED)
    changes = 0
    with arena(tmp_path / "home") as field:
        for number in range(1, RUNS + 1):
            field.run(chance)
            if number % CHECK_EVERY == 0 or number == RUNS:
                changes = field.verdict.check()
        faults = field.faults
    assert changes >= RUNS
    with capsys.disabled():
        print(f"\n{RUNS} runs (seed {SEED}), {changes:,} changes, {faults.total()} faults:")
        for fault, count in faults.most_common():
            print(f"  {count:4}  {fault}")
