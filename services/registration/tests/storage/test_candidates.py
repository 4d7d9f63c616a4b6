"""What is like a unit is found by an index, by a bounded number of entries, and hardly missed."""

import random

import pytest

from nscl_registration.domain.blocking import exact_keys
from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.likeness import likenesses, sketch
from nscl_registration.handlers.commands import RegisterFirm
from nscl_registration.handlers.firm_commands import UpdateFirm
from nscl_registration.queries.duplicates import list_pairs
from nscl_registration.storage import candidates
from nscl_registration.storage.documents_firms import FirmDocument
from nscl_registration.storage.lists import firm_keys
from nscl_shared.kernel import search_key
from nscl_shared.persistence.ladder import STEP, Ladder, ladder_of

SIZE, PROBES = 2_000, 40
FORMS = ("Công ty TNHH", "Công ty Cổ phần xây dựng", "HTX nông nghiệp", "Hộ kinh doanh", "Cơ sở")
SYLLABLES = [
    "An",
    "Anh",
    "Bách",
    "Bảo",
    "Bắc",
    "Bình",
    "Cẩm",
    "Châu",
    "Chiến",
    "Cường",
    "Diệp",
    "Dũng",
    "Duy",
    "Đại",
    "Đạt",
    "Đông",
    "Đức",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hiền",
    "Hòa",
    "Hoàng",
    "Hồng",
    "Hùng",
    "Huy",
    "Hương",
    "Khang",
    "Khánh",
    "Kiên",
    "Kim",
    "Lam",
    "Lan",
    "Lâm",
    "Liên",
    "Linh",
    "Loan",
    "Long",
    "Lộc",
    "Mai",
    "Minh",
    "Mỹ",
    "Nam",
    "Ngân",
    "Ngọc",
    "Nguyên",
    "Nhân",
    "Nhung",
    "Ninh",
    "Phát",
    "Phong",
    "Phú",
    "Phúc",
    "Phương",
    "Quang",
    "Quân",
    "Quý",
    "Sáng",
    "Sen",
    "Sơn",
    "Tâm",
    "Tân",
    "Thái",
]


def name(dice):
    words = dice.sample(SYLLABLES, dice.choice((2, 2, 3)))
    return " ".join((dice.choice(FORMS), *dice.choice(((), (), ("du", "lịch"))), *words))


def slip(dice, written):
    """Return a name as somebody else would write it: a letter, the order, the form, a space."""
    *form, first, last = written.split()
    at = dice.randrange(len(last))
    return dice.choice(
        [
            " ".join((*form, first, last[:at] + last[at + 1 :])),
            " ".join((*form, first, last[:at] + dice.choice("aeghnt") + last[at:])),
            " ".join((*form, last, first)),
            " ".join(("CTCP", *form[2:], first, last)),
            " ".join((*form, first + last.lower())),
        ]
    )


def stored(db, sketches):
    rows = []
    for one in sketches:
        row = {"_id": one.firm_id, "name": one.name}
        row["sort_key"] = f"{search_key(one.name)} {one.firm_id}"
        row["contacts"] = [{"phone": phone} for phone in one.phones]
        rows.append({**row, "alike": firm_keys(row, one)})
    db["firms"].insert_many(rows)


@pytest.fixture
def register(db):
    """Some thousand units with names of few syllables, the first of them beside its slip."""
    dice = random.Random(1322)
    found = [sketch(f"f{n}", name(dice), []) for n in range(SIZE)]
    slips = [sketch(f"s{n}", slip(dice, found[n].name), []) for n in range(PROBES)]
    stored(db, [*found, *slips])
    return [*found, *slips]


def test_what_a_comparison_with_all_finds_is_found_by_the_keys(register):
    all_alike, found, slipped = [], [], 0
    for n in range(PROBES):
        one = register[n]
        best = {like.firm_id for like in likenesses(one, register)}
        near = {like.firm_id for like in likenesses(one, candidates.like(one))}
        assert near <= best
        all_alike += best
        found += near
        slipped += f"s{n}" in near or f"s{n}" not in best
    assert len(all_alike) > PROBES
    assert len(found) / len(all_alike) > 0.75
    assert slipped >= PROBES * 0.95


def test_common_names_cost_no_more_than_rare_ones(db, monkeypatch):
    """A thousand households of one name: a bounded stretch of them is read, the likest included."""
    common = [
        sketch(f"f{n}", "Hộ kinh doanh Nguyễn Văn An", ["0912 345 678"]) for n in range(1_000)
    ]
    stored(db, [*common, sketch("same", "Nguyễn Văn An", [])])
    read = []
    between, of_any = Ladder._between, Ladder.of_any
    monkeypatch.setattr(Ladder, "_between", lambda *given: _noted(read, between(*given)))
    monkeypatch.setattr(Ladder, "of_any", lambda *given: _noted(read, of_any(*given)))
    one = sketch("", "Nguyen Van An", ["+84 912 345 678"])
    found = likenesses(one, candidates.like(one))
    assert len(read) < 3 * candidates.MOST
    assert len(found) >= candidates.SOME
    assert "same" in {like.firm_id for like in found}
    assert {like.reasons for like in found if like.firm_id != "same"} == {("name", "phone")}


def _noted(read, rows):
    read.extend(rows)
    return rows


def test_sizes_are_told_by_rungs(db):
    everywhere = [sketch(f"f{n}", f"Du Lịch {n % 7} Số {n}", []) for n in range(900)]
    stored(db, everywhere)
    ladder = Ladder(ladder_of(FirmDocument).collection, field="alike")
    sizes = ladder.sizes(["w:du lich", "w:du so", "w:nothing here"], candidates.MOST)
    assert sizes["w:du lich"] > candidates.MOST
    assert sizes["w:nothing here"] == 0
    few = ladder.sizes(["w:0 lich", "w:du lich"], 10_000)
    assert 900 / 7 / 5 < few["w:0 lich"] < 900 / 7 * 5
    assert few["w:du lich"] % STEP == 0


def test_candidates_are_read_by_the_index_of_their_keys(db):
    ladder = Ladder(ladder_of(FirmDocument).collection, field="alike")
    one = sketch("", "Huyền Sơn", ["0205 381 2345"])
    any_of = ladder.collection.find({"alike": {"$in": exact_keys(one)}}).explain()
    stretch = ladder.condition("n:huyenson", "huyen son", "huyen t")
    following = ladder.collection.find(stretch).sort("sort_key").explain()
    commune = ladder.collection.find(candidates.in_commune("Huyền Sơn", "06466")).explain()
    for plan, index in (
        (any_of, "alike_1_sort_key_1"),
        (following, "alike_1_sort_key_1"),
        (commune, "lists_1_sort_key_1"),
    ):
        assert index in str(plan["queryPlanner"]["winningPlan"])


def test_a_pair_that_the_index_does_not_tell_any_more_stays_while_it_is_alike(
    bus, make, monkeypatch
):
    names = ("HTX Mắc ca Bình Gia", "HTX Mắc ca Bình Giang")
    one, _ = (bus.execute(RegisterFirm(by=make.officer, **entered(make, name))) for name in names)
    [pair] = list_pairs()["items"]
    monkeypatch.setattr(candidates, "MOST", 0)
    changed = entered(make, names[0], employees=5)
    update = UpdateFirm(by=make.officer, firm_id=one["id"], version=1, **changed)
    bus.execute(update)
    assert [row["id"] for row in list_pairs()["items"]] == [pair["id"]]
    other = entered(make, "HTX Na Chi Lăng", employees=5)
    bus.execute(UpdateFirm(by=make.officer, firm_id=one["id"], version=2, **other))
    assert list_pairs()["items"] == []


def entered(make, name, **over):
    return vars(make.entry(name=name, org_type=OrgType.COOPERATIVE, tax_code=None, **over))
