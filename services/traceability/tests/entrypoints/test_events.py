"""What happens is announced on ``traceability.events`` as the contracts say."""

import ast
import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from nscl_contracts import catalogue
from nscl_contracts import traceability as contracts
from nscl_shared.kernel import new_id

API = "/api/traceability"
OURS = {c.type: c for c in catalogue().values() if c.service == "traceability"}
SCHEMAS = Path(__file__).parents[4] / "contracts" / "schemas"


@pytest.fixture
def story(events, officer, register, gtin):
    """What is announced of a product, its lot, its stamps and their life."""
    firm = {"firm_id": new_id(), "name": "HTX Na", "org_type": "HTX"}
    product = register.product(gtin=gtin, firm=firm, ocop_stars=5, project_id="2022-P5")
    lot_id = register.lot(product["id"])
    batch = register.stamps(lot_id, 250)
    void = {"first": 1, "last": 9, "reason": "damaged"}
    assert officer.post(f"{API}/stamp-batches/{batch['id']}/void", json=void).status_code == 200
    asked = officer.post(f"{API}/lots/{lot_id}/stamp-requests", json={"quantity": 5}).json()
    why = {"reason": "Chưa có sản lượng."}
    assert officer.post(f"{API}/stamp-batches/{asked['id']}/refuse", json=why).status_code == 200
    return [
        *(events.of(subject, 1)[0] for subject in (product["id"], lot_id)),
        *events.of(batch["id"], 5),
        events.of(asked["id"], 2)[1],
    ]


def test_every_contract_of_this_service_has_its_announcement():
    """Each is named where domain events become messages."""
    rooms = [
        path.read_text() for path in files("nscl_traceability.publishing").glob("announce*.py")
    ]
    trees = [node for source in rooms for node in ast.walk(ast.parse(source))]
    named = {node.attr for node in trees if isinstance(node, ast.Attribute)}
    assert {contract.__name__ for contract in OURS.values()} - named == set()


def test_the_life_of_stamps_is_told_step_by_step(story):
    assert [event.type.split(".")[3] for event in story] == [
        "product-registered", "lot-recorded", "stamps-requested", "stamps-approved",
        "stamps-issued", "stamps-activated", "stamps-voided", "stamps-refused",
    ]  # fmt: skip


@pytest.fixture
def captured(events, officer):
    """What is announced of a captured EPCIS event."""
    body = {
        "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-08-01T00:00:00Z",
        "epcisBody": {
            "eventList": [
                {
                    "type": "ObjectEvent",
                    "eventTime": "2026-08-01T07:00:00+07:00",
                    "eventTimeZoneOffset": "+07:00",
                    "action": "OBSERVE",
                    "epcList": [f"urn:uuid:{new_id()}"],
                }
            ]
        },
    }
    answer = officer.post("/epcis/capture", json=body)
    return events.of(answer.json()["captureID"], 1)[0]


def test_what_arrives_is_what_the_published_schema_describes(story, captured):
    for event in (*story, captured):
        schema = json.loads((SCHEMAS / f"{event.type}.json").read_text(encoding="utf-8"))
        data = OURS[event.type]().dump(event.data)
        jsonschema.validate(data, schema, cls=jsonschema.Draft202012Validator)
        assert OURS[event.type]().load(data) == event.data


def test_every_event_names_product_producer_and_province(story, gtin):
    for event in story:
        assert event.source == "/province/lang-son/traceability"
        assert event.province == "lang-son"
        assert (event.data["gtin"], event.data["firm_name"]) == (gtin, "HTX Na")
        assert (event.data["ocop_stars"], event.data["project_id"]) == (5, "2022-P5")


def test_lot_and_stamps_carry_their_figures(story):
    _product, lot, requested, approved, stamps, activated, voided, refused = story
    assert (lot.type, stamps.type) == (contracts.LotRecorded.type, contracts.StampsIssued.type)
    assert (lot.data["lot_number"], lot.data["quantity"], lot.data["unit"]) == (
        "L2022-01",
        1_000,
        "hộp",
    )
    assert lot.data["produced_on"].isoformat() == "2022-08-01"
    assert stamps.data["lot_id"] == lot.subject
    assert (stamps.data["quantity"], stamps.data["issued_on"].isoformat()) == (250, "2022-08-05")
    assert requested.data["quantity"] == approved.data["requested"] == 250
    assert (activated.data["quantity"], activated.data["activated"]) == (250, 250)
    assert (voided.data["quantity"], voided.data["reason"]) == (9, "damaged")
    assert (refused.data["quantity"], refused.data["reason"]) == (5, "Chưa có sản lượng.")


def test_neither_serials_nor_keys_leave_the_service(story):
    for event in story:
        assert not {"serial", "key_id", "number", "first_url", "first"} & set(event.data)


def test_what_is_refused_and_what_is_scanned_are_not_announced(events, officer, register, consumer):
    path = register.stamp()
    consumer.get(path)
    lot_id = register.lot(register.product()["id"], quantity=10)
    refused = officer.post(f"{API}/lots/{lot_id}/stamp-batches", json={"quantity": 11})
    assert refused.status_code == 422
    last = register.product()
    events.of(last["id"], 1)
    kinds = sorted(event.type.split(".")[3] for event in events.taken)
    stamps = [f"stamps-{what}" for what in ("activated", "approved", "issued", "requested")]
    assert kinds == ["lot-recorded"] * 2 + ["product-registered"] * 3 + stamps
