"""Units are asked by code and day; names are found without accents."""

import csv
import json
from collections import Counter
from datetime import date
from importlib.resources import files
from unicodedata import normalize

import pytest

from nscl_shared import units
from nscl_shared.units.table import table_on

BEFORE = date(2025, 6, 30)
SINCE = date(2025, 7, 1)
LANG_SON = "20"


def counted(day):
    return Counter(unit.level.name for unit in table_on(day).by_code.values())


def below(code, day):
    found = units.children(code, day)
    return [*found, *(deeper for unit in found for deeper in below(unit.code, day))]


def test_there_are_as_many_units_as_the_law_made():
    assert counted(SINCE) == {"PROVINCE": 34, "COMMUNE": 3_321}
    assert counted(BEFORE) == {"PROVINCE": 63, "DISTRICT": 696, "COMMUNE": 10_035}


def test_lang_son_had_11_districts_with_194_communes_and_has_65_communes():
    assert Counter(unit.level.name for unit in below(LANG_SON, BEFORE)) == {
        "DISTRICT": 11,
        "COMMUNE": 194,
    }
    assert Counter(unit.level.name for unit in below(LANG_SON, SINCE)) == {"COMMUNE": 65}
    assert len(below("31", SINCE)) == 114


def test_code_91_means_two_provinces_by_date():
    assert units.unit_on("91", BEFORE).full_name == "Tỉnh Kiên Giang"
    assert units.unit_on("91", SINCE).full_name == "Tỉnh An Giang"
    assert units.unit_on("89", BEFORE).full_name == "Tỉnh An Giang"
    assert units.unit_on("89", SINCE) is None


def test_every_old_commune_has_successors_that_exist_and_every_new_one_has_predecessors():
    old = [unit for _, unit in table_on(BEFORE).communes]
    assert len(old) == 10_035 + 5
    for unit in old:
        found = units.successors(unit.code)
        assert found
        assert found[0].main
        assert sum(one.main for one in found) == 1
        assert all(units.unit_on(one.new, SINCE) for one in found)
    assert all(units.predecessors(unit.code) for _, unit in table_on(SINCE).communes)


def test_succession_is_many_to_many():
    old = [unit.code for _, unit in table_on(BEFORE).communes]
    divided = [code for code in old if len(units.successors(code)) > 1]
    assert len(divided) > 400
    assert any(len(units.predecessors(units.successors(code)[0].new)) > 1 for code in divided)


def test_a_district_went_into_the_communes_of_its_parts():
    [district] = [u for u in units.children(LANG_SON, BEFORE) if u.name == "Chi Lăng"]
    went = {one.new for one in units.successors(district.code)}
    assert went
    assert all(units.province_of(code, SINCE) == LANG_SON for code in went)


@pytest.mark.parametrize(
    "asked", ["ky lua", "Kỳ Lừa", "KY  LUA", "phuong ky lua lang son", "luâ kỳ"]
)
def test_a_commune_is_found_without_accents_in_any_order(asked):
    assert units.find(asked, SINCE)[0].full_name == "Phường Kỳ Lừa"


def test_the_day_decides_what_is_found_and_how_it_is_written():
    [now] = units.find("dong kinh", SINCE, within=LANG_SON)
    assert units.path_name(now.code, SINCE) == "Phường Đông Kinh, Tỉnh Lạng Sơn"
    [then] = units.find("dong kinh", BEFORE, within=LANG_SON)
    assert units.path_name(then.code, BEFORE) == (
        "Phường Đông Kinh, Thành phố Lạng Sơn, Tỉnh Lạng Sơn"
    )


def test_a_name_written_exactly_so_comes_before_those_that_only_sound_so():
    assert units.find("Hoà Bình", SINCE)[0].name == "Hòa Bình"
    names = [unit.name for unit in units.find("Hòa Bình", SINCE, limit=200)]
    assert names[0] == "Hòa Bình"
    assert len(set(names)) > 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hoà", "Hòa", True),
        ("hoè", "HÒE", True),
        ("Thuỷ", "Thủy", True),
        ("Quý", "Qúy", False),
        ("Hoàn", "Hòan", False),
        ("Hòa", "Hóa", False),
        (normalize("NFD", "Kỳ Lừa"), "Kỳ Lừa", True),
    ],
)
def test_spelling_conventions_do_not_make_names_different(one, other, same):
    assert units.same_name(one, other) is same


def test_unknown_codes_and_words_find_nothing():
    assert units.unit_on("99999", SINCE) is None
    assert units.path("99999", SINCE) == ()
    assert units.path_name("99999", SINCE) == "99999"
    assert units.province_of("99999", SINCE) is None
    assert units.find("khong co xa nay", SINCE) == []
    assert units.successors("99999") == ()


def test_the_tables_are_composed_and_name_their_source():
    data = files("nscl_shared.units") / "data"
    source = json.loads((data / "SOURCE.json").read_text(encoding="utf-8"))
    assert (source["package"], source["version"]) == ("vietnamadminunits", "1.0.4")
    assert "MIT License" in (data / "LICENSE.txt").read_text(encoding="utf-8")
    text = (data / "units.csv").read_text(encoding="utf-8")
    assert text == normalize("NFC", text)
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == source["units"]
    assert len({(row["code"], row["valid_from"]) for row in rows}) == len(rows)
    codes = {
        False: {r["code"] for r in rows if r["valid_to"]},
        True: {r["code"] for r in rows if not r["valid_to"]},
    }
    assert all(not r["parent"] or r["parent"] in codes[not r["valid_to"]] for r in rows)
