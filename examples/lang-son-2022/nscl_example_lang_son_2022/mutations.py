"""Changed years: the report must follow them.

What stays keeps its keys, so a changed year may be played over the original one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nscl_example_lang_son_2022.applications import applications_of
from nscl_example_lang_son_2022.model import Case, Certificate, Dataset, Revocation
from nscl_example_lang_son_2022.participation import Participation, Wish
from nscl_example_lang_son_2022.projects.conformity import REGULATION
from nscl_example_lang_son_2022.units import make_unit

BRICK = "Gạch bê tông nhẹ"
REASON = "Không duy trì điều kiện chứng nhận (dữ liệu giả lập)"
REVOKED_ON = date(2022, 12, 15)


def with_one_more_firm(dataset: Dataset) -> Dataset:
    """Add an enterprise to P1 with one product that gets one certification (contracted)."""
    number = len(dataset.units) + 1
    unit = make_unit(dataset.seed, number, "DN", "gạch nhẹ", [BRICK])
    newcomer = Participation(
        project="P1",
        org_type="DN",
        trade="gạch nhẹ",
        wishes=(Wish("CN-02", BRICK, REGULATION),),
        cost=(8, 14),
    )
    agreement = len(dataset.applications) + 1
    added = applications_of(dataset.seed, [(newcomer, unit.key)], [unit], agreement)
    return replace(
        dataset,
        units=(*dataset.units, unit),
        applications=(*dataset.applications, *added),
    )


def with_revoked_certificate(dataset: Dataset) -> Dataset:
    """Revoke the only certificate of the enterprise that has just one.

    Raises:
        ValueError: no unit has exactly one certificate that stands.
    """
    chosen = _only_certificate(dataset)
    cases = (_revoked(case) if case is chosen else case for case in dataset.cases)
    return replace(dataset, cases=tuple(cases))


def _only_certificate(dataset: Dataset) -> Case:
    standing = [c for c in dataset.cases if c.certificate and not c.certificate.revocation]
    units = [case.unit for case in standing]
    found = [case for case in standing if units.count(case.unit) == 1]
    if not found:
        raise ValueError("no unit has exactly one certificate that stands")
    return found[0]


def _revoked(case: Case) -> Case:
    certificate = case.certificate
    if not isinstance(certificate, Certificate):
        raise TypeError(f"{case.key} has no certificate")
    revocation = Revocation(reason=REASON, revoked_on=REVOKED_ON)
    return replace(case, certificate=replace(certificate, revocation=revocation))
