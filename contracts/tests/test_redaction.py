"""Other agencies get each event without personal data, by a schema of its own."""

import json
from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator

from nscl_contracts import CloudEvent, EventSchema, catalogue, encode
from nscl_contracts.envelope import partner_schema_urn, schema_urn
from nscl_contracts.json_schema import classified_members, data_schema, partner_schema
from nscl_contracts.redaction import has_personal, partner_copy, redact

CONTRACTS = catalogue().values()
PERSONAL = [contract for contract in CONTRACTS if has_personal(contract)]
HARMLESS = [contract for contract in CONTRACTS if not has_personal(contract)]


def told(contract: type[EventSchema]) -> str:
    data = contract().load(contract.example)
    return encode(CloudEvent("id", "/p/s", contract.type, "s", datetime.now(UTC), 1, data))


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.type)
def test_what_is_left_fits_the_partner_schema_and_nothing_in_it_is_personal(contract) -> None:
    schema = partner_schema(contract)
    assert "personal" not in classified_members(schema).values()
    Draft202012Validator(schema).validate(redact(contract.type, contract.example))


@pytest.mark.parametrize("contract", PERSONAL, ids=lambda contract: contract.type)
def test_the_copy_tells_of_the_same_occurrence_without_persons(contract) -> None:
    body = told(contract)
    whole, copy = json.loads(body), json.loads(partner_copy(contract.type, body) or "")
    gone = {
        n for n, kind in classified_members(data_schema(contract)).items() if kind == "personal"
    }
    assert gone
    assert set(whole["data"]) - set(copy["data"]) == {name for name in gone if "." not in name}
    assert (
        copy["dataschema"] == partner_schema_urn(contract.type) == partner_schema(contract)["$id"]
    )
    assert {**whole, "data": 0, "dataschema": 0} == {**copy, "data": 0, "dataschema": 0}


@pytest.mark.parametrize("contract", HARMLESS, ids=lambda contract: contract.type)
def test_an_event_without_personal_data_needs_no_copy(contract) -> None:
    assert partner_copy(contract.type, told(contract)) is None
    assert partner_schema(contract)["$id"] == schema_urn(contract.type)


def test_of_an_unknown_type_nothing_is_told() -> None:
    body = json.dumps({"id": "1", "data": {"secret": "x"}})
    copy = json.loads(partner_copy("vn.nscl.nobody.knows.v1", body) or "")
    assert copy["data"] == {}
