"""The committed schemas are what the classes say, and break nothing released."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from nscl_contracts import EventSchema, catalogue
from nscl_contracts.compatibility import breaking_changes
from nscl_contracts.export import check, export
from nscl_contracts.json_schema import data_schema
from nscl_contracts.registration import ApplicationApproved

CONTRACTS_FOLDER = Path(__file__).parents[1]


def test_the_committed_files_are_current_and_break_nothing() -> None:
    assert check(CONTRACTS_FOLDER) == []


def test_a_stale_and_a_surplus_file_are_named(tmp_path: Path) -> None:
    export(tmp_path)
    (tmp_path / "asyncapi.yaml").write_text("old", encoding="utf-8")
    (tmp_path / "schemas" / "vn.nscl.gone.thing.v1.json").write_text("{}", encoding="utf-8")
    problems = check(tmp_path)
    assert any("asyncapi.yaml is stale" in problem for problem in problems)
    assert any("vn.nscl.gone.thing.v1" in problem for problem in problems)


@pytest.mark.parametrize("contract", catalogue().values(), ids=lambda c: c.type)
def test_schemas_are_valid_and_accept_their_examples(contract: type[EventSchema]) -> None:
    schema = data_schema(contract)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(dict(contract.example))


def _remove(schema: dict[str, Any]) -> None:
    del schema["properties"]["support_vnd"]


def _narrow(schema: dict[str, Any]) -> None:
    schema["properties"]["support_vnd"]["type"] = "string"


def _require(schema: dict[str, Any]) -> None:
    schema["required"].append("decision_number")


def _relax(schema: dict[str, Any]) -> None:
    schema["required"].remove("year")


def _new_code(schema: dict[str, Any]) -> None:
    schema["properties"]["org_type"]["enum"].append("XYZ")


def _nested(schema: dict[str, Any]) -> None:
    del schema["properties"]["supports"]["items"]["properties"]["item_code"]


def _reclassify(schema: dict[str, Any]) -> None:
    schema["properties"]["firm_name"]["x-classification"] = "personal"


def _loosen(schema: dict[str, Any]) -> None:
    schema["properties"]["case_number"]["maxLength"] = 4_000


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_remove, "data.support_vnd: removed"),
        (_narrow, "type changed"),
        (_require, "decision_number: became required"),
        (_relax, "year: was always present"),
        (_new_code, "XYZ"),
        (_nested, r"supports\[\].item_code: removed"),
        (_reclassify, "classification changed"),
        (_loosen, "maxLength loosened"),
    ],
)
def test_a_breaking_change_is_found_and_told(
    change: Callable[[dict[str, Any]], None], told: str
) -> None:
    old = data_schema(ApplicationApproved)
    new = copy.deepcopy(old)
    change(new)
    with pytest.raises(AssertionError, match=told):
        assert breaking_changes(old, new) == []


def test_a_new_optional_member_breaks_nothing() -> None:
    old = data_schema(ApplicationApproved)
    new = copy.deepcopy(old)
    new["properties"]["note"] = {"type": "string", "x-classification": "public"}
    assert breaking_changes(old, new) == []
