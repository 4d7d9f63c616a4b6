"""The facts are rebuilt from the history, compared, swapped, and swapped back."""

from __future__ import annotations

import json

from replay_province import approvals, participations, publish

FACTS = (
    "plans", "projects", "activities", "applications", "certificates",
    "traced_products", "stamp_batches",
)  # fmt: skip


def test_a_rebuilt_year_is_the_same_to_the_byte(province):
    before = province.report()
    outcome = province.outcome()

    assert outcome["swapped"]
    assert outcome["applied"] >= 242
    assert (outcome["differing"], outcome["lost"], outcome["skipped"]) == (0, 0, 0)
    assert province.pointer["current"] == outcome["generation"]
    assert province.report() == before


def test_who_replayed_what_is_in_the_audit_log(province):
    generation = province.outcome()["generation"]
    entry = province.db.audit.find_one(sort=[("_id", -1)])

    assert entry["action"] == "read-models-rebuilt"
    assert entry["target"] == f"reporting/generation-{generation}"
    assert "(pid " in entry["actor"]


def test_damage_is_found_by_a_dry_run_and_mended_by_a_replay(province):
    before = province.report()
    province.live("applications").delete_many({"_id": {"$regex": "^application-P1"}})
    province.live("certificates").update_many({}, {"$set": {"standard": "ISO 0"}})
    province.live("plans").delete_one({})
    assert province.report() != before

    found = province.outcome("--dry-run", code=1)
    kinds = {(d["collection"], d["kind"]) for d in found["differences"]}
    assert kinds == {("applications", "missing"), ("certificates", "changed"), ("plans", "missing")}
    assert not found["swapped"]
    assert province.report() != before

    assert province.outcome()["swapped"]
    assert province.report() == before
    assert "✓ equal; nothing was changed" in province.replay("--dry-run")


def test_what_cannot_be_read_is_counted_and_skipped_and_what_is_unknown_passed_over(province):
    publish(province, [
        ("vn.nscl.registration.plan-adopted.v1", "{not json"),
        ("vn.nscl.registration.of-a-later-version.v9", later_version()),
    ])  # fmt: skip
    province.stack.flow_settled()
    before = province.report()

    outcome = province.outcome()
    assert outcome["swapped"]
    assert outcome["skipped"] == 1
    assert "not JSON" in outcome["faults"][0]["reason"]
    assert province.report() == before


def later_version() -> str:
    _, body = approvals(2060, 1)[0]
    event = json.loads(body)
    event["type"] = "vn.nscl.registration.of-a-later-version.v9"
    return json.dumps(event)


def test_the_way_back_has_what_was_told_since_the_swap(province):
    province.replay()
    first = province.pointer["current"]
    publish(province, approvals(2061, 7))
    province.stack.flow_settled()

    assert province.outcome("--back")["swapped"]
    assert province.pointer["former"] == first
    assert participations(province.report(2061)) == 7
    province.replay("--back")
    assert province.pointer["current"] == first
    assert participations(province.report(2061)) == 7


def test_a_discarded_generation_is_gone_and_there_is_no_way_back(province):
    province.replay()
    pointer = province.pointer
    outcome = province.outcome("--discard-old")

    assert outcome["discarded"] == [pointer["former"]]
    kept = {f"{name}.g{pointer['current']}" for name in FACTS}
    names = set(province.db.list_collection_names())
    assert {name for name in names if name.split(".")[0] in FACTS} == kept
    assert "no generation to swap back to" in province.replay("--back", code=1)


def test_a_shadow_that_knows_less_is_not_shown_unless_the_loss_is_accepted(province):
    before, pointer = province.report(), province.pointer
    said = province.replay("--from", "200", code=1)

    assert "the live one knows more" in said
    assert "the history reaches back to 20" in said
    assert "--accept-loss" in said
    assert province.report() == before
    assert (province.pointer["current"], province.pointer["building"]) == (pointer["current"], None)

    assert province.outcome("--from", "200", "--accept-loss")["lost"] > 0
    assert province.report() != before
    province.replay()
    assert province.report() == before


def test_every_collection_of_a_generation_has_the_indexes_of_the_first(province):
    province.replay()
    for name in FACTS:
        fields = [index["key"] for index in province.live(name).list_indexes()]
        assert len(fields) >= 2 or name not in ("applications", "certificates"), name


def test_a_service_without_read_models_says_so(province):
    said = province.replay("--service", "identity", code=1)
    assert "identity has no read models" in said


def test_contradicting_options_are_refused(province):
    assert "exclude each other" in province.replay("--back", "--dry-run", code=1)
    assert "'gestern' is no time" in province.replay("--from", "gestern", code=1)
