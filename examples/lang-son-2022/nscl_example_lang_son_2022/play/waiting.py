"""Wait until the facts have reached the reporting service, then take its report."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from nscl_example_lang_son_2022.figures import totals
from nscl_example_lang_son_2022.model import Dataset
from nscl_example_lang_son_2022.play.client import Json, PlayError
from nscl_example_lang_son_2022.play.stage import Stage

SECONDS = 300.0
POLL_SECONDS = 0.25
# A report that has every fact but other totals than the data would give (somebody else
# works on the same year) is taken when nothing has changed for so long.
SETTLED_SECONDS = 30.0
STEP = "wait for the report"


def wait_for_report(stage: Stage) -> Json:
    """Return the report once no fact of the play is missing in it.

    Raises:
        PlayError: facts are missing when the time is over; it names them.
    """
    due, expected = facts_due(stage.data), totals(stage.data)
    began = changed = time.monotonic()
    latest: Json = {}
    while time.monotonic() - began < SECONDS:
        report = _ask(stage)
        missing = missing_facts(report, due)
        stage.progress("report", sum(due.values()) - sum(missing.values()), sum(due.values()))
        if report != latest:
            latest, changed = report, time.monotonic()
        settled = time.monotonic() - changed > SETTLED_SECONDS
        if not missing and (settled or report["totals"] == expected):
            return report
        time.sleep(POLL_SECONDS)
    raise PlayError(STEP, f"not in the report after {SECONDS:.0f} s: {missing_facts(latest, due)}")


def _ask(stage: Stage) -> Json:
    return stage.platform.ask(STEP, "GET", f"/api/reporting/years/{stage.data.year}/report")


def facts_due(dataset: Dataset) -> dict[str, int]:
    """Return how many facts of each kind the play makes known."""
    return {
        "plans": len(dataset.plans),
        "projects": len(dataset.projects),
        "activities": len(dataset.activities),
        "applications": len(dataset.applications),
        "certificates": sum(1 for case in dataset.cases if case.certificate),
        "traced_products": len(dataset.traced_products),
        "stamp_batches": len(dataset.traced_products),
    }


def missing_facts(report: Mapping[str, Any], due: Mapping[str, int]) -> dict[str, int]:
    """Return how many facts of each kind the report does not yet rest on."""
    known = report.get("generated_from", {})
    missing = {kind: number - int(known.get(kind, 0)) for kind, number in due.items()}
    return {kind: number for kind, number in missing.items() if number > 0}
