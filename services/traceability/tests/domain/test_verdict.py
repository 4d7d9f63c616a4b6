"""What a scan says."""

from datetime import date

import pytest

from nscl_traceability.domain.verdict import Verdict, verdict
from nscl_traceability.entrypoints.labels import VERDICTS

TODAY = date(2022, 8, 31)


@pytest.mark.parametrize("expires_on", [None, date(2022, 8, 31), date(2023, 1, 1)])
def test_an_authentic_stamp_is_genuine_through_its_last_day(expires_on):
    assert verdict(authentic=True, expires_on=expires_on, today=TODAY) is Verdict.GENUINE


def test_an_authentic_stamp_is_expired_the_day_after():
    found = verdict(authentic=True, expires_on=date(2022, 8, 30), today=TODAY)
    assert found is Verdict.EXPIRED


@pytest.mark.parametrize("expires_on", [None, date(2022, 8, 30), date(2023, 1, 1)])
def test_what_is_not_authentic_is_unknown_whatever_else_holds(expires_on):
    assert verdict(authentic=False, expires_on=expires_on, today=TODAY) is Verdict.UNKNOWN


def test_every_verdict_has_its_words_and_only_genuine_looks_good():
    assert set(VERDICTS) == set(Verdict)
    assert [found for found, words in VERDICTS.items() if words.tone == "good"] == [Verdict.GENUINE]
