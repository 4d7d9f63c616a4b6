"""The programme year 2022 of Lạng Sơn as a data set, deterministic from a seed."""

from __future__ import annotations

from nscl_example_lang_son_2022.applications import applications_of, seat, units_of
from nscl_example_lang_son_2022.certification import cases_of
from nscl_example_lang_son_2022.model import Dataset
from nscl_example_lang_son_2022.programme import ACTIVITIES, PLANS, PROJECTS
from nscl_example_lang_son_2022.projects import participations
from nscl_example_lang_son_2022.tracing import traced_products_of

SEED = 2022


def generate(seed: int = SEED) -> Dataset:
    """Return the data set.

    Whatever the seed, it satisfies the published figures; the seed decides what
    they leave open: sizes, amounts, days.
    """
    seats = seat(participations(seed))
    units = units_of(seed, seats)
    applications = applications_of(seed, seats, units)
    return Dataset(
        seed=seed,
        province="lang-son",
        year=2022,
        plans=PLANS,
        projects=PROJECTS,
        activities=ACTIVITIES,
        units=units,
        applications=applications,
        cases=cases_of(seed, applications),
        traced_products=traced_products_of(seed, applications, units),
    )
