"""The year played on a whole platform: real services, broker, database, front door."""

from __future__ import annotations

import pytest

from nscl_example_lang_son_2022 import (
    differences,
    generate,
    load_published,
    with_one_more_firm,
    with_revoked_certificate,
)
from nscl_example_lang_son_2022.figures import totals
from nscl_example_lang_son_2022.play import PlayError, play
from nscl_shared.testing.stack import Stack

pytestmark = pytest.mark.stack

YEAR = generate()
PUBLISHED = load_published()


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    with Stack(tmp_path_factory.mktemp("lang-son-2022")) as running:
        yield running


def played(stack, year=YEAR):
    return play(stack.url, stack.admin_password, progress=lambda *_: None, dataset=year)


@pytest.fixture(scope="module")
def report(stack):
    return played(stack)


def test_the_report_is_the_published_one_line_by_line(report):
    assert differences(report, PUBLISHED) == []
    assert report["totals"] == {
        "projects": 6,
        "distinct_beneficiaries": 62,
        "participations": 64,
        "products": 65,
        "product_supports": 75,
        "certificates_granted": 7,
        "firms_with_certificate": 4,
        "traceability_products": 16,
    }


def test_a_second_play_changes_nothing(stack, report):
    stack.flow_settled()
    before = played(stack)
    stack.flow_settled()
    assert played(stack) == before
    assert {**before, "generated_from": None} == {**report, "generated_from": None}


def test_a_wrong_password_is_refused_and_closes_no_account(stack, report):
    with pytest.raises(PlayError, match=r"log in admin: .* answers 401"):
        play(stack.url, "not the password", progress=lambda *_: None)
    assert differences(played(stack), PUBLISHED) == []


def test_the_report_follows_one_firm_more_and_a_revoked_certificate(stack, report):
    changed = with_revoked_certificate(with_one_more_firm(YEAR))
    follows = played(stack, changed)
    assert follows["totals"] == totals(changed)
    assert differences(follows, PUBLISHED) == [
        "totals.distinct_beneficiaries: published 62, found 63",
        "totals.participations: published 64, found 65",
        "projects.P1.participants.DN: published 13, found 14",
        "projects.P1.products: published 65, found 66",
        "projects.P1.product_supports.certification_hop_chuan_hop_quy: published 44, found 45",
        "projects.P1.results.certificates_granted: published 7, found 6",
        "projects.P1.results.firms_with_certificate: published 4, found 3",
    ]
