"""Every commune of today has a place; distances are those of the map."""

from datetime import date

import pytest

from nscl_shared import units
from nscl_shared.units.table import FIRST_DAY_OF_COMMUNES, Level, table_on

BEFORE = date(2025, 6, 30)
SINCE = FIRST_DAY_OF_COMMUNES
HOAN_KIEM, KY_LUA, BEN_THANH, BA_DINH = "00070", "06187", "26743", "00004"


def communes():
    return [u for u in table_on(SINCE).by_code.values() if u.level is Level.COMMUNE]


def test_every_commune_has_a_place_in_viet_nam():
    places = [units.place_of(unit.code, SINCE) for unit in communes()]
    assert len(places) == 3_321
    assert all(8 < place.latitude < 23.5 and 102 < place.longitude < 115 for place in places)
    assert all(0 < place.radius_km < 20 for place in places)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [(HOAN_KIEM, KY_LUA, 120, 140), (HOAN_KIEM, BEN_THANH, 1_100, 1_160), (KY_LUA, KY_LUA, 0, 0)],
)
def test_communes_are_as_far_apart_as_on_the_map(one, other, low, high):
    assert low <= units.apart_km(one, other, SINCE) <= high
    assert units.apart_km(one, other, SINCE) == pytest.approx(units.apart_km(other, one, SINCE))


def test_neighbours_touch():
    assert units.apart_km(HOAN_KIEM, BA_DINH, SINCE) < 2


@pytest.mark.parametrize(("code", "day"), [("20", SINCE), ("99999", SINCE), (KY_LUA, BEFORE)])
def test_what_is_no_commune_of_the_day_has_no_place(code, day):
    assert units.place_of(code, day) is None
    assert units.apart_km(code, HOAN_KIEM, day) is None
    assert units.apart_km(HOAN_KIEM, code, day) is None
