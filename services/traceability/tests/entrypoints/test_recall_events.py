"""What changes of products and lots, and recalls, are announced as the contracts say."""

import json
from pathlib import Path

import jsonschema
import pytest

from nscl_contracts import catalogue

API = "/api/traceability"
CONTRACTS = catalogue()
KINDS = (
    "product-registered", "product-updated", "lot-recorded", "lot-corrected",
    "mass-balance-exceeded", "recall-opened", "recall-updated", "recall-closed",
    "recall-notice-issued",
)  # fmt: skip
SCHEMAS = Path(__file__).parents[4] / "contracts" / "schemas"


@pytest.fixture
def story(events, register, officer, gtin):
    """What is told while a product and a lot change and a recall follows."""
    product = register.product(gtin=gtin, project_id="2022-P5")["id"]
    lot_id = register.lot(product)
    register.stamps(lot_id, 250)
    change(officer, f"products/{product}", name="Na Chi Lăng loại một", project_id="2022-P5")
    lot = officer.get(f"{API}/lots/{lot_id}").json()
    facts = {name: lot[name] for name in ("lot_number", "produced_on", "expires_on", "unit")}
    change(officer, f"lots/{lot_id}", **facts, quantity=260.5)
    inputs = [{"lot": lot_id, "quantity": 20, "unit": "hộp"}]
    register.lot(register.product()["id"], inputs=inputs)
    recall_id = recalled(officer, lot_id)
    carry_out(officer, recall_id)
    return [events.named(f"{kind}.v1") for kind in KINDS]


def change(officer, path, **body):
    seen = {"If-Match": officer.get(f"{API}/{path}").headers["etag"]}
    answer = officer.put(f"{API}/{path}", json=body, headers=seen)
    assert answer.status_code == 200, answer.text


def recalled(officer, lot_id):
    """Recall a lot and return the recall."""
    body = {"reason": "Dư lượng", "risk": "high", "instruction": "Không dùng"}
    return officer.post(f"{API}/lots/{lot_id}/recalls", json=body).json()["id"]


def carry_out(officer, recall_id):
    """Tell another instruction, then close the recall."""
    url = f"{API}/recalls/{recall_id}"
    told = {"risk": "low", "instruction": "Rửa kỹ", "note": "Thử lại"}
    assert officer.post(f"{url}/instruction", json=told).status_code == 200
    assert officer.post(f"{url}/close", json={"note": "Đã xong"}).status_code == 200


def test_changes_and_recalls_are_told_as_the_published_schemas_describe(story):
    for event in story:
        schema = json.loads((SCHEMAS / f"{event.type}.json").read_text(encoding="utf-8"))
        data = CONTRACTS[event.type]().dump(event.data)
        jsonschema.validate(data, schema, cls=jsonschema.Draft202012Validator)
        assert not {"serial", "key_id", "first_url"} & set(event.data)
