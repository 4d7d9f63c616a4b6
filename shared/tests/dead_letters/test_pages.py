"""The operator's pages: what they show, what they do, and to whom."""

from __future__ import annotations

import html
import re

import pytest
from probe import QUEUE, eventually
from probe_domain import SERVICE, Steps

from nscl_shared.audit import AuditLog
from nscl_shared.dead_letters import DeadLetterOffice, Filter

from .conftest import API, PAGE


@pytest.fixture
def office(broker, desk) -> DeadLetterOffice:
    return DeadLetterOffice(broker.amqp_uri, SERVICE, [QUEUE], patience_seconds=5)


def words(response) -> str:
    """What a page says, without its markup."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text)))


def test_a_box_without_letters_says_so(desk) -> None:
    page = desk.get(PAGE)
    assert page.status_code == 200
    assert "No dead letters: everything that came was handled." in words(page)
    assert "Nothing yet." in words(page)


def test_one_fault_is_mended_and_all_its_letters_have_their_effect(desk, die, office) -> None:
    die(3)
    page = desk.get(PAGE)
    assert "Replay all 3 of this cause" in words(page)
    assert "RuntimeError: cannot write to …" in words(page)
    action = re.search(r'action="([^"]*/replay\?cause=[^"]*)"', page.text)
    desk.mended.touch()
    done = desk.post(html.unescape(action[1]), why="new version installed")
    assert (done.status_code, done.headers["Location"].partition("?")[0]) == (303, PAGE)
    eventually(lambda: Steps.objects.count() == 3)
    assert office.matching(Filter()) == []
    assert {(e.actor, e.reason) for e in AuditLog(SERVICE).entries()} == {
        ("admin-1 (account-admin)", "new version installed")
    }
    after = words(desk.get(PAGE))
    assert "admin-1 Given to the subscription again 3 new version installed" in after
    assert "Entries 1 to 3 of the audit log are as they were written." in after


def test_filters_are_in_the_address_and_in_the_fields(desk, put) -> None:
    (old, *_rest) = put(3)
    put(2, first=60, reason="KeyError: 'thôn'", stack="feedfeedfeed")
    by_words = desk.get(f"{PAGE}?words=TH%C3%94N")
    assert "Replay all 2 of this cause" in words(by_words)
    assert "firm-60" in by_words.text
    assert "firm-0" not in by_words.text
    assert 'name="words" value="THÔN"' in by_words.text
    timed = desk.get(f"{PAGE}?until=2026-11-24T08:01")  # by the clock of Vietnam
    assert "The 1 letter that fits" in words(timed)
    assert old in timed.text
    assert "No dead letter fits these filters." in words(desk.get(f"{PAGE}?type=*.plan-adopted.*"))
    refused = desk.get(f"{PAGE}?since=soon")
    assert (refused.status_code, "This is not a moment in time." in words(refused)) == (422, True)


def test_a_letter_is_shown_whole_but_for_personal_data(desk, die, office) -> None:
    die(1)
    (letter,) = office.matching(Filter())
    page = desk.get(f"{PAGE}/{letter.id}")
    said = words(page)
    for expected in (letter.stack, "registration.events", QUEUE, "correlation-0", '"name": "Công'):
        assert expected in said
    assert "Riêng" not in said
    assert "rieng@" not in said
    assert list(AuditLog(SERVICE).entries()) == []
    whole = words(desk.post(f"{PAGE}/{letter.id}/personal"))
    assert "Nguyễn Thị Riêng" in whole
    assert "RuntimeError: cannot write to rieng@vidu.example" in whole
    (entry,) = AuditLog(SERVICE).entries()
    assert (entry.action, entry.actor) == (
        "dead-letter-personal-data-shown",
        "admin-1 (account-admin)",
    )
    assert entry.target.endswith(letter.id)
    assert "Personal data shown" in whole


def test_what_is_no_event_is_hidden_whole(desk, publisher, office) -> None:
    from probe import outgoing

    publisher.publish([outgoing('{"ten": "Nguyễn Thị Riêng", "id": "a/b c"}'), outgoing("{riêng")])
    letters = eventually(lambda: len(found := office.matching(Filter())) == 2 and found)
    for letter in letters:
        path = f"{PAGE}/{letter.id}"
        said = words(desk.get(path))
        assert "riêng" not in said.casefold()
        assert "Breaks its contract" in said
        assert "riêng" in words(desk.post(f"{path}/personal")).casefold()


def test_dropping_takes_a_reason_and_the_count(desk, put, office) -> None:
    put(3)
    for fields, told in [
        ({"count": "3"}, "Fill it in"),
        ({"count": "3", "reason": "  "}, "Fill it in"),
        ({"reason": "sent twice"}, "Fill it in"),
        ({"reason": "sent twice", "count": "2"}, "3 letters fit now, 2 were confirmed"),
    ]:
        refused = desk.post(f"{PAGE}/drop", **fields)
        assert refused.status_code in (409, 422)
        assert told in words(refused)
    assert 'value="sent twice"' in refused.text
    assert len(office.matching(Filter())) == 3
    assert list(AuditLog(SERVICE).entries()) == []
    assert desk.post(f"{PAGE}/drop", reason="sent twice", count="3").status_code == 303
    assert office.matching(Filter()) == []
    assert {e.reason for e in AuditLog(SERVICE).entries()} == {"sent twice"}
    assert "Dropped 3 sent twice" in words(desk.get(PAGE))


def test_a_letter_that_is_gone_is_said_to_be(desk, put, office) -> None:
    (gone,) = put(1)
    office.drop(Filter(), actor="somebody", reason="test")
    tried = [
        desk.get(f"{PAGE}/{gone}"),
        desk.post(f"{PAGE}/{gone}/personal"),
        desk.post(f"{PAGE}/replay?id={gone}"),
        desk.post(f"{PAGE}/drop?id={gone}", reason="x", count="1"),
    ]
    for answer in tried:
        assert answer.status_code == 404
        assert f"There is no dead letter {gone} (any more)." in words(answer)
    assert len(list(AuditLog(SERVICE).entries())) == 1


@pytest.mark.parametrize("role", ["officer", "firm", "partner", "appraiser", "finance"])
def test_others_see_and_do_nothing(desk, put, office, role) -> None:
    (letter,) = put(1)
    for path in (PAGE, f"{PAGE}/{letter}"):
        assert desk.get(path, role).status_code == 403
    assert desk.post(f"{PAGE}/replay", role).status_code == 403
    with desk.program(role) as program:
        assert program.get(API).status_code == 403
    assert len(office.matching(Filter())) == 1


def test_an_auditor_reads_and_changes_nothing(desk, put, office) -> None:
    (letter,) = put(1, reason="ValueError: rieng@vidu.example is taken")
    for path in (PAGE, f"{PAGE}/{letter}"):
        page = desk.get(path, "auditor")
        assert page.status_code == 200
        assert "rieng@" not in page.text
        assert 'method="post" action="/registration' not in page.text
    for action, fields in [("replay", {}), ("drop", {"reason": "x", "count": "1"})]:
        assert desk.post(f"{PAGE}/{action}", "auditor", **fields).status_code == 403
    assert desk.post(f"{PAGE}/{letter}/personal", "auditor").status_code == 403
    assert len(office.matching(Filter())) == 1


def test_nobody_acts_from_another_site(desk, put, office) -> None:
    (letter,) = put(1)
    for path in ("replay", "drop", f"{letter}/personal"):
        forged = desk.post(f"{PAGE}/{path}", csrf_token="guessed", reason="x", count="1")
        assert (forged.status_code, "reload the page" in words(forged)) == (403, True)
    assert len(office.matching(Filter())) == 1
    assert list(AuditLog(SERVICE).entries()) == []


def test_tampering_with_the_audit_log_is_shown(desk, put) -> None:
    from nscl_shared.persistence import database

    put(2)
    desk.post(f"{PAGE}/replay")
    database(SERVICE)["audit"].update_one({"_id": 1}, {"$set": {"actor": "nobody"}})
    assert "entry 1 is not as it was written" in words(desk.get(PAGE))


def test_it_speaks_vietnamese(desk, put) -> None:
    put(2)
    said = words(desk.get(PAGE, language="vi"))
    assert "Theo nguyên nhân: một lỗi, nhiều thông điệp" in said
    assert "Xử lý lại cả 2 thông điệp cùng nguyên nhân" in said


def test_the_navigation_leads_an_operator_here_and_nobody_else(desk) -> None:
    assert "_dead-letters" in desk.get(f"/{SERVICE}/_design").text
    assert "_dead-letters" not in desk.get(f"/{SERVICE}/_design", "officer").text
