"""The AsyncAPI document is one by the official schema of AsyncAPI 3.0.0.

The schema is that of the npm package ``@asyncapi/specs``, in the version that
``asyncapi/package-lock.json`` names.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from nscl_contracts import catalogue, encode
from nscl_contracts.asyncapi import asyncapi_document
from nscl_contracts.json_schema import classified_members
from nscl_contracts.redaction import partner_copy
from nscl_shared.testing.node import installed
from nscl_shared.testing.producer import example_event

CONTRACTS = Path(__file__).parents[2] / "contracts"
DOCUMENT = json.loads(json.dumps(asyncapi_document("1.0.0")))


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Draft7Validator:
    folder = installed(Path(__file__).with_name("asyncapi"), tmp_path_factory.mktemp("asyncapi"))
    schemas = folder / "node_modules/@asyncapi/specs/schemas"
    return Draft7Validator(json.loads((schemas / "3.0.0-without-$id.json").read_text("utf-8")))


def test_the_document_is_valid(official: Draft7Validator) -> None:
    assert [error.message for error in official.iter_errors(DOCUMENT)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("operations", "registrationAnnounces", "action"), "shout"),
        (("info", "version"), None),
        (("channels", "registration", "address"), 5),
        (("channels", "registrationPartner", "messages"), ["firm-registered"]),
        (("operations", "registrationTellsAgencies", "channel"), "registration.partner"),
        (("channels", "registration", "bindings", "amqp", "is"), "nothing"),
        (("servers", "province", "protocol"), None),
        (("colour",), "red"),
    ],
)
def test_the_official_schema_finds_what_is_wrong(official, path, value) -> None:
    document = copy.deepcopy(DOCUMENT)
    node: Any = document
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    assert list(official.iter_errors(document))


def test_every_reference_leads_somewhere(tmp_path: Path) -> None:
    found = list(references(DOCUMENT))
    assert len(found) > len(catalogue())
    for reference in found:
        if reference.startswith("#/"):
            node = DOCUMENT
            for step in reference[2:].split("/"):
                node = node[step]
        else:
            assert (CONTRACTS / reference).is_file(), reference


def references(node: Any):
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if key == "$ref")
    values = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for value in values:
        yield from references(value)


@pytest.mark.parametrize("contract", catalogue().values(), ids=lambda c: c.type)
def test_each_message_tells_version_owner_and_history(contract) -> None:
    message = DOCUMENT["components"]["messages"][contract.type]
    assert message["x-version"] == contract.version
    assert message["x-owner"] == contract.owner
    assert message["x-changelog"] == dict(contract.changes)


@pytest.mark.parametrize("contract", catalogue().values(), ids=lambda c: c.type)
def test_agencies_are_promised_the_form_without_personal_members(contract) -> None:
    channel = DOCUMENT["channels"][f"{contract.service}Partner"]
    assert channel["address"] == f"{contract.service}.partner"
    name = channel["messages"][contract.type]["$ref"].removeprefix("#/components/messages/")
    promised = DOCUMENT["components"]["messages"][name]["payload"]["properties"]
    body = encode(example_event(contract))
    sent = json.loads(partner_copy(contract.type, body) or body)
    assert set(sent) <= set(promised)
    assert promised["dataschema"]["const"] == sent["dataschema"]
    schema = json.loads((CONTRACTS / promised["data"]["$ref"]).read_text("utf-8"))
    assert schema["$id"] == sent["dataschema"]
    assert set(sent["data"]) == set(schema["properties"])
    assert "personal" not in classified_members(schema).values()
