"""Certification cases of the year; most of them are still going on at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from nscl_example_lang_son_2022.chance import day_between, stream
from nscl_example_lang_son_2022.model import Application, Case, Certificate, Support
from nscl_example_lang_son_2022.projects.conformity import GRANTED
from nscl_example_lang_son_2022.units import SHORT_MARK

CERTIFIER = f"Tổ chức chứng nhận Ví dụ {SHORT_MARK}"
SCHEMES = {
    "CN-01": "hop-chuan", "CN-02": "hop-quy", "HT-01": "iso-9001", "HT-02": "iso-22000",
    "NN-01": "vietgap", "NN-03": "gahp", "NN-04": "organic",
}  # fmt: skip

OPENING = (date(2022, 6, 27), date(2022, 7, 29))
AUDIT = (date(2022, 8, 8), date(2022, 9, 30))
ISSUE = (date(2022, 10, 3), date(2022, 11, 18))
YEARS = 3


def cases_of(seed: int, applications: Sequence[Application]) -> tuple[Case, ...]:
    """Return the cases of all applications, with the certificates that were granted."""
    places = _places_in_p1(applications)
    return tuple(
        case
        for application in applications
        for case in _cases(seed, application, GRANTED.get(places.get(application.key, -1), 0))
    )


def _places_in_p1(applications: Sequence[Application]) -> dict[str, int]:
    own = [a.key for a in applications if a.project == "P1"]
    return {key: place for place, key in enumerate(own)}


def _cases(seed: int, application: Application, certificates: int) -> list[Case]:
    """Return one case for each certificate, else one for all the application certifies."""
    certified = [s for s in application.supports if s.item_code in SCHEMES]
    if not certified:
        return []
    parts = _split(certified, max(1, certificates))
    cases = [_case(seed, application, part, n) for n, part in enumerate(parts, start=1)]
    return [_granted(seed, case) if certificates else case for case in cases]


def _split(supports: Sequence[Support], parts: int) -> list[Sequence[Support]]:
    return [supports[n::parts] for n in range(parts)]


def _case(seed: int, application: Application, supports: Sequence[Support], number: int) -> Case:
    key = f"{application.key}/{number}"
    return Case(
        key=key,
        scheme=SCHEMES[supports[0].item_code],
        standard=supports[0].system or "",
        unit=application.unit,
        project=application.project,
        products=tuple(s.product for s in supports if s.product),
        opened_on=day_between(stream(seed, f"case {key}"), *OPENING),
    )


def _granted(seed: int, case: Case) -> Case:
    chance = stream(seed, f"certificate {case.key}")
    audited_on, issued_on = day_between(chance, *AUDIT), day_between(chance, *ISSUE)
    certificate = Certificate(
        number=f"VD-2022-{case.unit}-{case.key.rpartition('/')[2]} {SHORT_MARK}",
        certifier=CERTIFIER,
        issued_on=issued_on,
        expires_on=issued_on.replace(year=issued_on.year + YEARS) - timedelta(days=1),
    )
    return replace(case, audited_on=audited_on, certificate=certificate)
