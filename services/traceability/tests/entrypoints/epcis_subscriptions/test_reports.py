"""Reports to a real receiver: what is told, to whom, and until when."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from pathlib import Path
from typing import Any

import httpx
from pymongo import MongoClient

from nscl_shared.kernel import new_id

from .partners import CONTEXT, Partner, Receiver, event, events_of

API = "/api/traceability"
ROOT = Path(__file__).parents[5]
DATA = Path(os.environ.get("NSCL_CONFORMANCE_DATA") or ROOT.parent / "shared/data/gs1")
SCHEMA = DATA / "epcis/EPCIS-JSON-Schema.json"


def test_what_is_captured_is_reported_signed_and_in_order(
    partner: Partner, receiver: Receiver, take: Any, agency: httpx.Client, eventually: Any
) -> None:
    take()  # before the subscription
    subscription = partner.subscribe(signatureToken="mã bí mật", reportIfEmpty=False)
    sent = [take()[0] for _ in range(3)]
    agency.post("/epcis/events", json={"@context": CONTEXT, **event("other-step")})
    eventually(lambda: receiver.events() == sent, "all reported, in order")
    headers, body, _at = receiver.seen[0]
    assert (headers[":path"], headers["content-type"]) == ("/reports?from=nscl", "application/json")
    assert (headers["gs1-epcis-version"], headers["gs1-cbv-version"]) == ("2.0.0", "2.0.0")
    signed = hmac.digest("mã bí mật".encode(), body, hashlib.sha256)
    assert base64.b64decode(headers["gs1-signature"]) == signed
    document = receiver.taken[0]
    results = document["epcisBody"]["queryResults"]
    assert document["type"] == "EPCISQueryDocument"
    assert (results["queryName"], results["subscriptionID"]) == (partner.query, subscription)
    if SCHEMA.exists():
        import jsonschema_rs

        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        jsonschema_rs.validator_for(schema, validate_formats=True).validate(document)
    shown = eventually(lambda: partner.state() if partner.state().get("lastNotifiedAt") else None, "noted")  # fmt: skip
    assert (shown["stream"], shown["state"], shown["failures"]) == (True, "active", 0)
    assert "bí mật" not in json.dumps(shown, ensure_ascii=False)
    assert shown["signed"] is True


def test_a_schedule_reports_at_its_times_also_when_there_is_nothing(
    partner: Partner, receiver: Receiver, take: Any, eventually: Any
) -> None:
    partner.subscribe(stream=False, schedule={"second": "0/2"}, reportIfEmpty=True)
    eventually(lambda: receiver.taken, "an empty report")
    assert events_of(receiver.taken[0]) == []
    sent = take(3)
    eventually(lambda: sorted(receiver.events()) == sorted(sent), "reported")
    assert partner.state()["schedule"] == {"second": "0/2"}
    assert partner.client.delete(partner.path).status_code == 204
    assert (
        partner.client.get(partner.path).json()["type"] == "epcisException:NoSuchResourceException"
    )


def test_a_firm_is_told_only_what_is_about_its_products(
    repository: Any, mongodb_uri: str, partner: Partner, receiver: Receiver, take: Any, agency: httpx.Client,
    eventually: Any,
) -> None:  # fmt: skip
    firm_id, account = new_id(), new_id()
    # written, not announced: another service of the session may take what is announced
    row = {"_id": firm_id, "name": "HTX Na", "org_type": "HTX", "owner_account_id": account}
    with MongoClient[dict[str, Any]](mongodb_uri) as database:
        database["nscl_traceability"]["firm_copies"].insert_one(row)
    body = {"name": "Na", "firm": {"firm_id": firm_id, "name": "HTX Na", "org_type": "HTX"}}
    with repository.client("firm", account) as client:
        made = client.post(f"{API}/products", json=body)
        assert made.status_code == 201, made.text
        gtin = made.json()["gtin"]
        own = Partner(client, receiver, partner.query)
        own.subscribe()
        take()
        [mine] = take(epcList=[f"https://id.gs1.org/01/{gtin}/21/OWN"])
        eventually(lambda: receiver.events() == [mine], "only its own is reported")
        assert client.get(f"/epcis/queries/{partner.query}/subscriptions").json()[0]["dest"]
        listing = partner.client.get(f"/epcis/queries/{partner.query}/subscriptions")
        assert listing.json() == []  # what others subscribed to is theirs
        assert partner.client.get(own.path).status_code == 404
        assert partner.client.delete(own.path).status_code == 404
        assert agency.get(own.path).json()["dest"] == receiver.url
        assert agency.delete(own.path).status_code == 204


def test_a_dropped_query_ends_what_was_subscribed(
    partner: Partner, receiver: Receiver, take: Any, eventually: Any
) -> None:
    partner.subscribe()
    sent = take()
    eventually(lambda: receiver.events() == sent, "reported")
    assert partner.client.delete(f"/epcis/queries/{partner.query}").status_code == 204
    assert partner.client.get(partner.path).status_code == 404
