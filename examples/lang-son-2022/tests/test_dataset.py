"""The generated year: the published figures exactly, and nothing that a service would refuse."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from stdnum.vn import mst

from nscl_example_lang_son_2022 import (
    generate,
    lines,
    load_published,
    verify,
    with_one_more_firm,
    with_revoked_certificate,
)
from nscl_example_lang_son_2022.figures import figures
from nscl_example_lang_son_2022.units import MARK, NAMED, tax_code
from nscl_example_lang_son_2022.verify import broken_rules

YEAR = generate()
PUBLISHED = load_published()


@pytest.mark.parametrize("seed", [2022, 0, 1, 7, 12345, 999_999])
def test_the_published_figures_hold_line_by_line_for_any_seed(seed):
    assert verify(generate(seed), PUBLISHED) == []


def test_the_same_seed_gives_the_same_year_and_another_seed_another_one():
    assert generate(5) == generate(5)
    assert generate(5) != generate(6)


def test_what_was_not_published_is_nothing_but_sums_and_the_unclassified_cooperatives():
    more = {
        line.where: line.reported
        for line in lines(figures(YEAR), PUBLISHED)
        if line.published is None
    }
    assert more == {
        "totals.products": 65,
        "totals.product_supports": 75,
        "totals.certificates_granted": 7,
        "totals.firms_with_certificate": 4,
        "totals.traceability_products": 16,
        "projects.P3.systems.chưa phân loại": 9,
    }


def test_two_units_take_part_in_two_projects_each():
    times = Counter(application.unit for application in YEAR.applications)
    twice = [YEAR.unit(key).org_type for key, count in times.items() if count == 2]
    assert sorted(twice) == ["DN", "HTX"]
    assert max(times.values()) == 2


def test_every_name_but_the_published_one_is_marked_as_made_up():
    unmarked = [unit.name for unit in YEAR.units if MARK not in unit.name]
    assert unmarked == [NAMED]
    named = next(unit for unit in YEAR.units if unit.name == NAMED)
    assert "giả lập" in named.address
    assert "giả lập" in named.contact_name
    assert all("giả lập" in p.name for unit in YEAR.units for p in unit.products)


def test_no_result_is_made_up_for_the_one_real_name():
    named = next(unit for unit in YEAR.units if unit.name == NAMED)
    assert [a.project for a in YEAR.applications if a.unit == named.key] == ["P1"]
    assert not any(c.certificate for c in YEAR.cases if c.unit == named.key)


def test_contacts_cannot_reach_anybody():
    assert all(unit.contact_email.endswith(".example") for unit in YEAR.units)
    assert all(re.fullmatch(r"0000 000 \d{3}", unit.contact_phone) for unit in YEAR.units)


def test_a_thousand_tax_codes_are_valid_different_and_of_no_tax_office():
    codes = [tax_code(number) for number in range(1, 1001)]
    assert all(mst.is_valid(code) and len(code) == 10 for code in codes)
    assert len(set(codes)) == 1000
    assert all(code.startswith("99") for code in codes)


def test_seven_certificates_are_issued_of_many_more_contracted():
    contracted = [s for a in YEAR.applications for s in a.supports if s.item_code[:2] == "CN"]
    issued = [case for case in YEAR.cases if case.certificate]
    assert len(contracted) == 44
    assert len(issued) == 7
    assert {YEAR.unit(case.unit).org_type for case in issued} == {"DN"}


def test_each_certified_product_stands_in_one_case():
    certified = [
        s.product for a in YEAR.applications for s in a.supports if s.item_code[:2] == "CN"
    ]
    cases = [key for case in YEAR.cases if case.project == "P1" for key in case.products]
    assert sorted(cases) == sorted(certified)


def test_one_firm_more_is_seen_in_exactly_the_lines_it_changes():
    assert verify(with_one_more_firm(YEAR), PUBLISHED) == [
        "totals.distinct_beneficiaries: published 62, found 63",
        "totals.participations: published 64, found 65",
        "projects.P1.participants.DN: published 13, found 14",
        "projects.P1.products: published 65, found 66",
        "projects.P1.product_supports.certification_hop_chuan_hop_quy: published 44, found 45",
    ]


def test_one_firm_more_leaves_everything_else_as_it_was():
    more = with_one_more_firm(YEAR)
    assert more.units[:-1] == YEAR.units
    assert more.applications[:-1] == YEAR.applications
    assert (more.cases, more.traced_products) == (YEAR.cases, YEAR.traced_products)


def test_a_revoked_certificate_takes_its_holder_along():
    assert verify(with_revoked_certificate(YEAR), PUBLISHED) == [
        "projects.P1.results.certificates_granted: published 7, found 6",
        "projects.P1.results.firms_with_certificate: published 4, found 3",
    ]


def test_there_is_only_one_such_certificate():
    with pytest.raises(ValueError, match="exactly one certificate"):
        with_revoked_certificate(with_revoked_certificate(YEAR))


def test_broken_rules_are_named():
    first, *others = YEAR.applications
    greedy = replace(first, support_vnd=60_000_000, signed_on=first.submitted_on)
    assert broken_rules(replace(YEAR, applications=(greedy, first, *others))) == [
        *(f"support {s.product} {s.item_code} occurs 2 times" for s in first.supports),
        "application P1/U01 occurs 2 times",
        "P1/U01: support above 50 % of the cost",
        f"U01: {60_000_000 + first.support_vnd} VND in the year, above 50000000",
        "P1/U01: the dates are out of order",
    ]
