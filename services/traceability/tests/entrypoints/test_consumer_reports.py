"""What a consumer reports of a product: kept, announced, thanked for, or refused in words."""

from __future__ import annotations

import pytest

from nscl_shared.kernel import new_id

FORM = "/verify/report"


@pytest.fixture(scope="module")
def stamp(register):
    """The path of a genuine stamp."""
    return register.stamp(name="Na Chi Lăng")


def report(consumer, stamp, **fields):
    given = {"link": stamp, "kind": "forged", "words": "Tem bị bóc", "commune": "", **fields}
    return consumer.post(FORM, data={**given, "key": fields.get("key", new_id())})


@pytest.mark.parametrize("written", [str, lambda path: f"{path[-20:-10]} {path[-10:].lower()}"])
def test_a_report_is_kept_announced_and_thanked_for(
    consumer, register, events, eventually, written
):
    link = written(register.stamp(name="Quýt Bắc Sơn"))
    answer = report(consumer, link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/verify/thanks")
    told = events.named("problem-reported.v1")
    assert told.data["kind"] == "forged"
    assert told.data["link"] == link
    assert told.data["product_id"]
    assert "words" not in told.data


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"kind": "nonsense"}, 422, "does not say what is wrong"),
        ({"commune": "99999"}, 422, "There is no commune 99999"),
        ({"words": "x" * 2_001}, 422, "longer than 2,000 characters"),
        ({"link": "x" * 301}, 422, "no address of a stamp"),
        ({"words": "x" * 20_000}, 413, "larger than"),
    ],
)
def test_a_report_that_is_not_well_filled_in_is_refused_in_words(
    consumer, stamp, fields, status, words
):
    answer = report(consumer, stamp, **fields)
    assert answer.status_code == status
    assert words in answer.text


def test_another_site_cannot_send_a_report(consumer, stamp):
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert consumer.post(FORM, data={"kind": "forged"}, headers=headers).status_code == 403
    assert consumer.post(FORM, json={"kind": "forged"}).status_code == 415


def test_one_device_reports_a_few_times_an_hour(service, stamp):
    browser = {"Accept": "text/html", "Accept-Language": "en", "User-Agent": f"P/{new_id()}"}
    with service.anyone(**browser) as phone:
        answers = [report(phone, stamp) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
    assert answers[-1].headers["retry-after"]
    assert "too many reports" in answers[-1].text
