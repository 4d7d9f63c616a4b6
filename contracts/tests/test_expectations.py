"""What consumers rely on is kept, or the gate names who would break."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from marshmallow import Schema, fields, validate

from nscl_contracts import PLATFORM
from nscl_contracts.expectations import CONSUMERS, expectations, unmet
from nscl_contracts.export import check, export
from nscl_contracts.fields import personal, public, text

CONTRACTS_FOLDER = Path(__file__).parents[1]
TYPE = "vn.nscl.post.parcel-sent.v1"


class Item(Schema):
    code = public(
        fields.String(required=True, validate=validate.OneOf(["letter", "box"])), "What it is."
    )


def items(schema: type[Schema] = Item):
    field = fields.List(fields.Nested(schema), required=True)
    return {"items": public(field, "What was sent.")}


@pytest.fixture
def state(tmp_path: Path):
    """Write what the sorting office relies on."""

    def write(**stated) -> Path:
        path = tmp_path / "sorting-office" / f"{TYPE}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"purpose": "Sorts parcels.", **stated}), encoding="utf-8")
        return tmp_path

    return write


SENDER = {"sender": {"type": "string"}}
CODE = {"items[].code": {"type": "string", "values": ["letter"]}}


def test_the_committed_expectations_are_met() -> None:
    assert unmet(CONSUMERS, PLATFORM) == []


def test_what_is_given_is_met(state, own, make) -> None:
    make(more=items(), example={"items": [{"code": "box"}]})
    assert unmet(state(members=SENDER | CODE), own) == []


class Other(Schema):
    kind = public(text(), "What it is.")


class OneCode(Schema):
    code = public(fields.String(required=True, validate=validate.OneOf(["box"])), "What it is.")


class AnyCode(Schema):
    code = public(text(), "What it is.")


NULLABLE = {"sender": public(text(required=False), "Who sent it.")}
NUMBER = {"sender": public(fields.Integer(required=True), "Who sent it.")}


@pytest.mark.parametrize(
    ("made", "members", "told"),
    [
        ({"without": ("sender",)}, SENDER, "sender is gone"),
        ({"more": items(Other), "example": {"items": []}}, CODE, r"items[].code is gone"),
        ({"more": NUMBER, "example": {"sender": 1}}, SENDER, "sender is ['integer']"),
        ({"more": NULLABLE}, SENDER, "sender may be absent, and is needed always"),
        ({"more": NULLABLE}, SENDER, "read as ['string']"),
        ({"more": items(OneCode), "example": {"items": []}}, CODE, "no longer says letter"),
        ({"more": items(AnyCode), "example": {"items": []}}, CODE, "no longer says letter"),
        ({}, {"sender": {"type": "string", "format": "date"}}, "has the format None"),
    ],
)
def test_what_is_no_longer_given_names_the_consumer(state, own, make, made, members, told) -> None:
    make(**made)
    problems = "\n".join(unmet(state(members=members), own))
    assert f"sorting-office relies on {TYPE}: " in problems
    assert told in problems


def test_an_event_that_is_gone_names_the_consumer(state, own) -> None:
    assert unmet(state(members=SENDER), own) == [
        f"sorting-office relies on {TYPE}, which is in no contract"
    ]


def test_an_agency_cannot_rely_on_personal_data(state, own, make) -> None:
    make(more={"sender": personal(text(), "Who sent it.")})
    assert unmet(state(members=SENDER), own) == []
    (problem,) = unmet(state(members=SENDER, form="partner"), own)
    assert "sender is personal: agencies never get it" in problem


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({}, "members is missing"),
        ({"members": {}}, "members is empty"),
        ({"members": SENDER, "colour": "red"}, "unknown keys ['colour']"),
        ({"members": SENDER, "form": "secret"}, "form must be 'full' or 'partner'"),
        ({"members": {"sender": {}}}, "type is missing"),
        ({"members": {"sender": {"type": "string", "vals": []}}}, "sender has unknown keys"),
        ({"members": ["sender"]}, "attribute"),
    ],
)
def test_a_file_that_states_nothing_is_named(state, own, make, stated, told) -> None:
    make()
    (problem,) = unmet(state(**stated), own)
    assert problem.startswith(f"consumers/sorting-office/{TYPE}.json: ")
    assert told in problem


def test_a_file_that_is_no_json_is_named(state, own) -> None:
    folder = state(members=SENDER)
    (folder / "sorting-office" / f"{TYPE}.json").write_text("{bad", encoding="utf-8")
    assert "sorting-office" in unmet(folder, own)[0]


def test_the_check_tells_what_consumers_miss(state, tmp_path) -> None:
    consumers = state(members=SENDER)
    shutil.copytree(CONTRACTS_FOLDER / "released", tmp_path / "contracts/released")
    export(tmp_path / "contracts")
    problems = check(tmp_path / "contracts", consumers)
    assert problems == [f"sorting-office relies on {TYPE}, which is in no contract"]


def test_every_expectation_says_what_it_is_for() -> None:
    assert all(stated.purpose.endswith(".") for stated in expectations())
