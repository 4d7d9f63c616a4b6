"""The gate lets a contract grow, and refuses what its version does not say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from marshmallow import fields, validate

from nscl_contracts import Catalogue, catalogue
from nscl_contracts.errors import NotReleasable
from nscl_contracts.export import export, freeze, release
from nscl_contracts.fields import personal, public, text
from nscl_contracts.gate import refusals

CONTRACTS_FOLDER = Path(__file__).parents[1]
GROWN = {"1.0.0": "First published.", "1.1.0": "The weight is told."}
REWORDED = {"1.0.0": "First published.", "1.0.1": "Says it better."}


def weight(*, required: bool = False):
    field = fields.Integer(required=required, allow_none=not required, strict=True)
    return {"weight": public(field, "Weight, in grams.")}


@pytest.fixture
def released(tmp_path: Path, make) -> Path:
    """Version 1.0.0 of one event, as it was released."""
    first = Catalogue()
    make(catalogue=first)
    freeze(tmp_path, first)
    return tmp_path


def told(folder: Path, catalogue: Catalogue) -> str:
    return "\n".join(refusals(folder, catalogue))


def test_what_did_not_change_passes(released, own, make) -> None:
    make()
    assert told(released, own) == ""


def test_a_new_optional_member_with_a_minor_step_passes(released, own, make) -> None:
    make(more=weight(), example={"weight": 5}, changes=GROWN)
    assert told(released, own) == ""


def test_a_new_optional_member_without_a_step_is_refused_with_what_to_do(
    released, own, make
) -> None:
    make(more=weight(), example={"weight": 5})
    refusal = told(released, own)
    assert "data.weight came new since 1.0.0" in refusal
    assert 'let its changes end with "1.1.0"' in refusal


def test_a_new_optional_member_is_no_patch(released, own, make) -> None:
    make(more=weight(), example={"weight": 5}, changes=REWORDED)
    assert "makes 1.1.0, not 1.0.1" in told(released, own)


def test_other_words_with_a_patch_step_pass(released, own, make) -> None:
    make(words="A parcel was handed in.", changes=REWORDED)
    assert told(released, own) == ""


def test_other_words_of_a_member_ask_for_a_patch(released, own, make) -> None:
    make(more={"sender": public(text(), "Who handed it in.")})
    assert "only words changed since 1.0.0, which makes 1.0.1" in told(released, own)


def test_other_words_are_no_minor_step(released, own, make) -> None:
    make(words="A parcel was handed in.", changes=GROWN)
    assert "makes 1.0.1, not 1.1.0" in told(released, own)


def test_a_step_without_a_change_is_refused(released, own, make) -> None:
    make(changes=REWORDED)
    assert "nothing changed since 1.0.0" in told(released, own)


def test_another_owner_is_no_change_of_the_contract(released, own, make) -> None:
    make(owner="somebody else")
    assert told(released, own) == ""


def sender(**changes):
    field = text(**changes)
    return {"sender": public(field, "Who sent it.")}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"without": ("sender",)}, "data.sender: removed"),
        ({"more": weight(required=True), "example": {"weight": 5}}, "weight: became required"),
        ({"more": sender(required=False)}, "sender: was always present"),
        ({"more": sender(max_length=40)}, "maxLength tightened from 500 to 40"),
        ({"more": sender(max_length=900)}, "maxLength loosened from 500 to 900"),
        ({"more": {"sender": personal(text(), "Who sent it.")}}, "classification changed"),
        ({"more": {"sender": public(fields.Integer(required=True), "x")}}, "type changed"),
        (
            {"more": {"sender": public(fields.AwareDateTime(required=True), "x")}},
            "format changed from None to date-time",
        ),
        (
            {
                "more": {
                    "sender": public(
                        fields.String(required=True, validate=validate.Regexp("^A")), "x"
                    )
                }
            },
            r"pattern changed from None to ^A",
        ),
    ],
)
def test_a_break_is_refused_whatever_version_it_claims(released, own, make, changed, why) -> None:
    make(**changed, changes=GROWN)
    refusal = told(released, own)
    assert why in refusal
    assert "publish vn.nscl.post.parcel-sent.v2 beside it, and an upcaster" in refusal


def test_a_removed_code_is_a_break(tmp_path, own, make) -> None:
    def kind(*codes: str):
        field = fields.String(required=True, validate=validate.OneOf(codes))
        return {"kind": public(field, "Kind.")}

    first = Catalogue()
    make(catalogue=first, more=kind("letter", "box"), example={"kind": "box"})
    freeze(tmp_path, first)
    make(more=kind("box", "tube"), example={"kind": "box"})
    refusal = told(tmp_path, own)
    assert "values ['letter'] removed, older events carry them" in refusal
    assert "new values ['tube']" in refusal


def test_a_released_event_is_never_taken_away(released, own) -> None:
    assert "was released and is gone" in told(released, own)


@pytest.mark.parametrize("text", ["{bad", "[]", '{"x-version": "first"}', '{"x-version": 1}'])
def test_a_damaged_release_is_named(released, own, make, text) -> None:
    make()
    (released / "released" / "vn.nscl.post.parcel-sent.v1.json").write_text(text, encoding="utf-8")
    assert "released/vn.nscl.post.parcel-sent.v1.json is no released schema" in told(released, own)


def test_a_new_event_begins_at_its_first_version(tmp_path, own, make) -> None:
    make(changes=GROWN)
    assert "was never released: its first version is 1.0.0" in told(tmp_path, own)


def test_a_second_major_needs_an_upcaster(released, own, make) -> None:
    make(1)
    make(2, without=("sender",))
    assert '@upcast("vn.nscl.post.parcel-sent.v1")' in told(released, own)


def test_a_second_major_needs_its_first(tmp_path, own, make) -> None:
    make(2)
    assert "has no predecessor" in told(tmp_path, own)


def test_casts_are_tried_on_the_examples(released, own, make) -> None:
    make(1)
    make(2, without=("sender",))
    own.upcast("vn.nscl.post.parcel-sent.v1")(lambda data: {"parcel_id": data["parcel_id"]})
    assert "sent_on" in told(released, own)


def test_a_second_major_beside_the_first_passes(released, own, make) -> None:
    make(1)
    make(2, without=("sender",))

    @own.upcast("vn.nscl.post.parcel-sent.v1")
    def without_sender(data):
        return {name: value for name, value in data.items() if name != "sender"}

    assert told(released, own) == ""


def test_release_freezes_what_the_check_finds_clean(tmp_path: Path) -> None:
    shutil.copytree(CONTRACTS_FOLDER / "released", tmp_path / "released")
    export(tmp_path)
    written = release(tmp_path)
    versions = {path.stem: json.loads(path.read_text())["x-version"] for path in written}
    assert versions == {event_type: c.version for event_type, c in catalogue().items()}


def test_release_is_refused_while_something_is_wrong_and_writes_nothing(tmp_path: Path) -> None:
    export(tmp_path)
    (tmp_path / "asyncapi.yaml").write_text("old", encoding="utf-8")
    with pytest.raises(NotReleasable, match="stale"):
        release(tmp_path)
    assert not (tmp_path / "released").exists()
