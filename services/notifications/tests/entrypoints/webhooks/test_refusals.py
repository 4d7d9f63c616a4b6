"""What is refused, by whom, and in which words."""

import pytest

REST = "/api/notifications/webhooks"
GOOD = {"name": "so-khcn", "url": "https://127.0.0.1:9/x", "events": ["vn.nscl.registration.#"]}


def refused(service, language="en", **changes):
    headers = {"Accept-Language": language}
    answer = service.request("POST", REST, "admin", json={**GOOD, **changes}, headers=headers)
    assert answer.status_code == 422, answer.text
    [error] = answer.json()["errors"]
    return answer.json()["code"], error["field"], f"{error['detail']} {error['remedy']}"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://10.0.0.1/x", "webhook-host-private"),
        ("https://169.254.169.254/latest/meta-data", "webhook-host-private"),
        ("https://[::1]/x", "webhook-host-private"),
        ("https://[::ffff:10.0.0.1]/x", "webhook-host-private"),
        ("https://[fd00::1]/x", "webhook-host-private"),
        ("https://0.0.0.0/x", "webhook-host-private"),
        ("https://100.64.0.1/x", "webhook-host-private"),
        ("https://no-such-host.invalid/x", "webhook-host-unknown"),
        ("http://example.gov.vn/x", "webhook-url-insecure"),
        ("http://127.0.0.1:9/x", "webhook-url-insecure"),
        ("ftp://example.gov.vn/x", "webhook-url-insecure"),
        ("https://user:word@example.gov.vn/x", "webhook-url-invalid"),
        ("https:///x", "webhook-url-invalid"),
        ("https://example.gov.vn:99999/x", "webhook-url-invalid"),
        ("https://exa mple.gov.vn/x", "webhook-url-invalid"),
    ],
)
def test_addresses_that_lead_elsewhere_are_refused(hooked, url, code):
    assert refused(hooked, url=url)[:2] == (code, "url")
    assert hooked.request("GET", f"{REST}/{GOOD['name']}", "admin").status_code == 404


def test_a_name_that_leads_into_our_network_later_is_refused_when_sending(agency, database):
    """As if DNS had changed since: the stored address is judged at every attempt."""
    from pymongo import MongoClient

    with MongoClient(database.mongodb_uri) as client:
        client["nscl_notifications"]["webhooks"].update_one(
            {"name": agency.name}, {"$set": {"url": "https://10.255.255.1/x"}}
        )
    outcome = agency.call("POST", "/test")
    assert outcome["error"].startswith("webhook-host-private")


def test_a_pattern_that_covers_nothing_is_refused_naming_the_nearest(hooked):
    wrong = "vn.nscl.registration.aplication-aproved.v1"
    code, field, words = refused(hooked, events=[wrong])
    assert (code, field) == ("webhook-events-unknown", "events")
    assert wrong in words
    assert "vn.nscl.registration.application-approved.v1" in words
    assert "bao trùm" in refused(hooked, "vi", events=[wrong])[2]
    assert refused(hooked, events=["#"])[0] == "webhook-events-unknown"
    assert refused(hooked, events=[])[0] == "webhook-events-missing"


@pytest.mark.parametrize("name", ["Sở KH", "a" * 41, "new", "-a", "a.dead", "a--b"])
def test_names_that_do_not_fit_are_refused(hooked, name):
    assert refused(hooked, name=name)[1] == "name"


def test_a_name_is_given_once(hooked, agency):
    again = {**GOOD, "name": agency.name}
    answer = hooked.request("POST", REST, "admin", json=again)
    assert (answer.status_code, answer.json()["code"]) == (409, "webhook-name-taken")


def test_a_repeated_request_is_answered_alike(hooked, agency):
    body = {**GOOD, "name": f"{agency.name}x", "url": agency.gate.url}
    key = {"Idempotency-Key": "0192f0c1-7a00-7000-8000-00000000aaaa"}
    first, second = (
        hooked.request("POST", REST, "admin", json=body, headers=key) for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["secret"] == second.json()["secret"]
    assert first.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("role", ["officer", "firm", "partner", "auditor", "appraiser"])
def test_only_administrators_grant_events(hooked, agency, role):
    one = f"{REST}/{agency.name}"
    assert hooked.request("POST", REST, role, json=GOOD).status_code == 403
    for what in ("pause", "resume", "test", "rotate-secret"):
        assert hooked.request("POST", f"{one}/{what}", role).status_code == 403
    assert hooked.request("DELETE", one, role).status_code == 403
    seen = hooked.request("GET", one, role).status_code
    assert seen == (200 if role == "auditor" else 403)


def test_what_cannot_be_done_now_says_so(hooked, agency):
    one = f"{REST}/{agency.name}"
    assert hooked.request("POST", f"{one}/resume", "admin").json()["code"] == "webhook-active"
    assert hooked.request("POST", f"{one}/pause", "admin").status_code == 200
    assert hooked.request("POST", f"{one}/pause", "admin").json()["code"] == "webhook-not-active"
    lost = hooked.request("POST", f"{one}/attempts/x/send-again", "admin")
    assert (lost.status_code, lost.json()["code"]) == (404, "attempt-not-found")


def test_every_act_is_in_the_audit_log(agency, database):
    from pymongo import MongoClient

    agency.call("POST", "/pause")
    with MongoClient(database.mongodb_uri) as client:
        rows = client["nscl_notifications"]["audit"].find({"target": agency.name})
        acts = [(row["actor"], row["action"]) for row in rows]
    assert acts == [("lan", "webhook-added"), ("lan", "webhook-paused")]
