"""Events reach an agency by HTTPS, in order, once, signed, and without personal data."""

import json

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

REST = "/api/notifications/webhooks"
WHOLE = "vn.nscl.registration.#"
REFUSED = "vn.nscl.registration.application-refused.v1"
FIRM = "vn.nscl.registration.firm-registered.v1"


@pytest.mark.parametrize("kind", ["python", "node"])
def test_a_receiver_without_packages_takes_what_it_is_sent(
    agency, kind, run_receiver, gate, eventually
):
    gate.stop()
    receiver = run_receiver(kind, agency.secret, gate.port)
    sent = agency.announce(3)
    eventually(lambda: receiver.ids() == sent, "all taken, in order", 20)
    assert receiver.taken[0]["type"] == "vn.nscl.registration.application-approved.v1"
    assert receiver.taken[0]["data"]["support_vnd"] == 40_000_000


def test_the_order_is_kept_for_many(agency, eventually):
    sent = agency.announce(25)
    eventually(lambda: len(agency.receiver.taken) == 25, "all taken")
    assert agency.receiver.ids() == sent
    assert agency.state()["backlog"] == 0


def test_the_request_is_structured_cloudevents_and_an_independent_library_verifies_it(
    agency, gate, eventually
):
    [event_id] = agency.announce()
    eventually(lambda: agency.receiver.taken, "taken")
    headers, body, _at = gate.seen[0]
    assert headers["content-type"] == "application/cloudevents+json"
    assert headers["webhook-id"] == event_id
    assert "authorization" not in headers
    event = json.loads(body)
    assert (event["specversion"], event["id"]) == ("1.0", event_id)
    Webhook(agency.secret).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(agency.secret).verify(body.replace(b"40000000", b"90000000"), headers)


def test_no_byte_of_personal_data_leaves(agency, gate, eventually):
    agency.call("PATCH", json={"events": [WHOLE]})
    eventually(lambda: bound(agency), "bound to the new events")
    sent = agency.announce(contact_email="bi.mat@vidu.example")
    personal = agency.announce_as(
        FIRM,
        contact_email="bi.mat@vidu.example",
        contact_phone="0912345678",
        contact_name="Nguyễn Bí Mật",
    )
    sent.append(personal)
    eventually(lambda: set(sent) <= set(gate.ids()), "both sent")
    everything = b"".join(repr(headers).encode() + body for headers, body, _ in gate.seen)
    for secret in ("bi.mat", "0912345678", "Bí Mật"):
        assert secret.encode() not in everything
    assert b"dataschema" in everything


def bound(agency):
    """Tell whether an event that only the new grant covers arrives."""
    agency.announce_as(REFUSED)
    return bool(agency.gate.seen)


def test_what_is_not_granted_does_not_arrive_and_what_is_granted_later_does(
    agency, gate, eventually
):
    agency.announce_as(REFUSED)
    [first] = agency.announce()
    eventually(lambda: gate.ids() == [first], "only the granted one")
    agency.call("PATCH", json={"events": [REFUSED]})
    wanted = eventually(lambda: new_grant_arrives(agency), "the newly granted one")
    agency.announce()
    later = agency.announce_as(REFUSED)
    eventually(lambda: later in agency.receiver.ids(), "still granted")
    assert {e["type"] for e in agency.receiver.taken if e["id"] != first} == {REFUSED}
    assert wanted


def new_grant_arrives(agency):
    agency.announce_as(REFUSED)
    return [e for e in agency.receiver.taken if e["type"] == REFUSED]


def test_a_replaced_secret_overlaps_with_the_old_one(agency, gate, eventually):
    old = agency.secret
    new = agency.call("POST", "/rotate-secret")["secret"]
    assert new != old
    agency.announce()
    eventually(lambda: agency.receiver.taken, "the receiver with the old secret takes it")
    headers, body, _at = gate.seen[-1]
    assert len(headers["webhook-signature"].split()) == 2
    for secret in (old, new):
        Webhook(secret).verify(body, headers)
    assert [bool(s["valid_until"]) for s in agency.state()["secrets"]] == [False, True]


def test_the_secret_is_shown_once_and_encrypted_at_rest(agency, hooked, database):
    from pymongo import MongoClient

    assert agency.secret.startswith("whsec_")
    assert agency.secret not in hooked.request("GET", f"{REST}/{agency.name}", "admin").text
    with MongoClient(database.mongodb_uri) as client:
        store = client["nscl_notifications"]
        everything = [row for name in store.list_collection_names() for row in store[name].find()]
    assert agency.secret.removeprefix("whsec_") not in repr(everything)
    assert agency.name in repr(everything)


def test_a_test_event_answers_at_once_what_came_of_it(agency, gate, eventually):
    agency.call("POST", "/pause")
    outcome = agency.call("POST", "/test")
    assert (outcome["status"], outcome["delivered"]) == (204, True)
    [event] = eventually(lambda: agency.receiver.taken, "taken")
    assert event["type"] == "vn.nscl.notifications.webhook-tested.v1"
    assert event["data"]["name"] == agency.name
    gate.answer = (302, {"location": "https://127.0.0.1:1/"})
    outcome = agency.call("POST", "/test")
    assert (outcome["status"], outcome["delivered"]) == (302, False)
    assert [line["test"] for line in agency.call("GET", "/attempts")["items"]] == [True, True]


def test_an_event_of_the_log_is_sent_again_under_the_same_id(agency, gate, eventually):
    [event_id] = agency.announce()
    eventually(lambda: agency.call("GET", "/attempts")["items"], "logged")
    [line] = agency.call("GET", "/attempts")["items"]
    agency.call("POST", f"/attempts/{line['id']}/send-again")
    eventually(lambda: gate.ids() == [event_id] * 2, "sent again")
    eventually(lambda: gate.answered == [204, 204], "the repeat is answered, too")
    assert agency.receiver.ids() == [event_id]  # and recognised


def test_a_removed_webhook_leaves_no_queue(agency, broker, eventually):
    from amqp import NotFound
    from kombu import Connection

    agency.call("DELETE")

    def gone():
        with Connection(broker.amqp_uri) as link:
            try:
                link.default_channel.queue_declare(
                    f"notifications--webhook.{agency.name}", passive=True
                )
            except NotFound:
                return True
        return False

    eventually(gone, "the queue is deleted")
    eventually(lambda: added_again(agency), "the name is free again")


def added_again(agency):
    body = {"name": agency.name, "url": agency.gate.url, "events": [WHOLE]}
    return agency.service.request("POST", REST, "admin", json=body).status_code == 201
