"""The steps of a play as requests: every one has its own name, whatever year is played."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest

from nscl_example_lang_son_2022 import generate, with_one_more_firm, with_revoked_certificate
from nscl_example_lang_son_2022.play import perform
from nscl_example_lang_son_2022.play.client import Platform, PlayError
from nscl_example_lang_son_2022.play.stage import Stage
from nscl_example_lang_son_2022.play.waiting import facts_due, missing_facts

YEAR = generate()


def answer_anything(asked):
    """Answer with an id made from what was asked, as a service that has seen it would."""
    key = asked.headers.get("Idempotency-Key", "")
    products = (asked.body or {}).get("products", [])
    return 201, {
        "id": f"id-{key}",
        "access_token": "token",
        "certificate_id": f"certificate-{key}",
        "products": [{**p, "product_id": f"{key}-{n}"} for n, p in enumerate(products)],
    }


@pytest.fixture
def requests_of(answering):
    """Return what a play of a year asks, login requests left out."""

    def play(year):
        with answering(answer_anything) as (url, asked), Platform(url) as platform:
            stage = Stage(platform, year, "secret", lambda *_: None)
            perform(stage)
        found = [(r.headers.get("Idempotency-Key"), r.path, r.body) for r in asked]
        return {key: (path, body) for key, path, body in found if key}, len(asked)

    return play


def kinds(requests):
    return Counter(
        re.sub(r"/(id|certificate)-[^/]+", "", path).removeprefix("/api/")
        for path, _body in requests.values()
    )


def test_a_year_is_played_as_many_steps_as_it_has(requests_of):
    requests, asked = requests_of(YEAR)
    assert kinds(requests) == {
        "identity/accounts": 65,
        "registration/plans": 3,
        "registration/projects": 6,
        "registration/activities": 2,
        "registration/firms": 62,
        "registration/applications": 64,
        "registration/applications/submit": 64,
        "registration/applications/receive": 64,
        "registration/applications/appraise": 64,
        "registration/applications/approve": 64,
        "registration/applications/agreement": 64,
        "certification/cases": 31,
        "certification/cases/audit": 7,
        "certification/cases/grant": 7,
        "traceability/products": 16,
        "traceability/products/lots": 16,
        "traceability/lots/stamp-batches": 16,
    }
    logins = 1 + 3 + 62  # each account once
    assert asked == len(requests) + logins


def test_the_same_year_asks_the_same_again(requests_of):
    assert requests_of(YEAR) == requests_of(YEAR)


def test_a_changed_year_repeats_the_old_steps_and_adds_its_own(requests_of):
    before, _asked = requests_of(YEAR)
    after, _asked = requests_of(with_revoked_certificate(with_one_more_firm(YEAR)))
    assert {key: after[key] for key in before} == before
    assert kinds({key: after[key] for key in after.keys() - before.keys()}) == {
        "identity/accounts": 1,
        "registration/firms": 1,
        "registration/applications": 1,
        "registration/applications/submit": 1,
        "registration/applications/receive": 1,
        "registration/applications/appraise": 1,
        "registration/applications/approve": 1,
        "registration/applications/agreement": 1,
        "certification/certificates/revoke": 1,
    }


def test_the_first_refusal_ends_the_play(answering):
    def refuse_one_firm(asked):
        refused = asked.path.endswith("/firms") and "Huyền Sơn" in asked.body["name"]
        return (422, {"detail": "no"}) if refused else answer_anything(asked)

    with answering(refuse_one_firm) as (url, asked), Platform(url) as platform:
        stage = Stage(platform, YEAR, "secret", lambda *_: None)
        with pytest.raises(PlayError, match="register unit U01"):
            perform(stage)
    assert not any("applications" in request.path for request in asked)


def test_a_failure_does_not_wait_for_the_patience_of_others(answering):
    def refuse_one_firm(asked):
        if not asked.path.endswith("/firms"):
            return answer_anything(asked)
        return (422, {}) if "Huyền Sơn" in asked.body["name"] else (503, {})

    with answering(refuse_one_firm) as (url, _asked), Platform(url) as platform:
        stage = Stage(platform, YEAR, "secret", lambda *_: None)
        began = time.monotonic()
        with pytest.raises(PlayError, match="register unit U01"):
            perform(stage)
    assert time.monotonic() - began < 30


def test_progress_tells_every_scene_from_none_to_all(answering):
    told = []
    with answering(answer_anything) as (url, _asked), Platform(url) as platform:
        stage = Stage(platform, YEAR, "secret", lambda *step: told.append(step))
        perform(stage)
    scenes = dict.fromkeys(name for name, _done, _total in told)
    assert list(scenes) == [
        "accounts", "programme", "units", "applications", "decisions", "certification",
        "traceability",
    ]  # fmt: skip
    for scene in scenes:
        own = [(done, total) for name, done, total in told if name == scene]
        total = own[0][1]
        assert own == [(done, total) for done in range(total + 1)]


def test_facts_are_missing_until_the_report_rests_on_them():
    due = facts_due(YEAR)
    assert due == {
        "plans": 3, "projects": 6, "activities": 2, "applications": 64, "certificates": 7,
        "traced_products": 16, "stamp_batches": 16,
    }  # fmt: skip
    assert missing_facts({}, due) == due
    late = {**due, "applications": 60, "plans": 4}
    assert missing_facts({"generated_from": late}, due) == {"applications": 4}
    assert missing_facts({"generated_from": due}, due) == {}
