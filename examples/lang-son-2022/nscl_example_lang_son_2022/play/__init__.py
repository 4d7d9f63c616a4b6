"""Play the year through the public REST interfaces, as officers and firms would.

Every request carries an idempotency key made from the seed and the step's
name, so a play may be broken off and begun again, and a second one changes
nothing.  While a service, the broker or the database is away, requests are
repeated with back-off.
"""

from __future__ import annotations

from typing import Any

from nscl_example_lang_son_2022.dataset import generate
from nscl_example_lang_son_2022.model import Dataset
from nscl_example_lang_son_2022.play.accounts import open_accounts
from nscl_example_lang_son_2022.play.applications import decide, file_applications
from nscl_example_lang_son_2022.play.certification import certify
from nscl_example_lang_son_2022.play.client import Platform, PlayError
from nscl_example_lang_son_2022.play.programme import enter_programme
from nscl_example_lang_son_2022.play.stage import Progress, Stage
from nscl_example_lang_son_2022.play.traceability import trace
from nscl_example_lang_son_2022.play.units import register_units
from nscl_example_lang_son_2022.play.waiting import wait_for_report

__all__ = ["PlayError", "perform", "play"]

SCENES = (
    open_accounts,
    enter_programme,
    register_units,
    file_applications,
    decide,
    certify,
    trace,
)


def play(
    base_url: str,
    admin_password: str,
    *,
    progress: Progress,
    dataset: Dataset | None = None,
) -> dict[str, Any]:
    """Play ``dataset`` (default: the year with the published figures); return the report.

    ``base_url`` is the front door; ``progress(scene, done, total)`` is called
    as the play goes on.  The report is the reporting service's own, asked for
    when every fact has reached it.

    Raises:
        PlayError: a step was refused, or did not succeed in time; it names the
            step and shows the problem document.
    """
    with Platform(base_url) as platform:
        stage = Stage(platform, dataset or generate(), admin_password, progress)
        perform(stage)
        return wait_for_report(stage)


def perform(stage: Stage) -> None:
    """Play all scenes in their order."""
    for scene in SCENES:
        scene(stage)
