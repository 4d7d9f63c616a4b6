"""Letters say what was decided, how much, what to do next, and whom to ask."""

from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from nscl_contracts.registration import (
    AgreementSigned,
    ApplicationApproved,
    ApplicationRefused,
)
from nscl_contracts.registration_cases import ApplicationSupplementRequested
from nscl_contracts.traceability_recall import RecallNoticeIssued
from nscl_contracts.vocabulary import SUPPORT_ITEMS
from nscl_notifications.domain.letter import Errand, Letter
from nscl_notifications.publishing.letters import write_letter
from nscl_notifications.publishing.message import Sender, compose
from nscl_notifications.publishing.support_items import SUPPORT_ITEM_NAMES

CONTRACTS = [
    ApplicationApproved,
    ApplicationRefused,
    AgreementSigned,
    ApplicationSupplementRequested,
]
SURROUNDINGS = {
    "agency": {
        "vi": "SỞ KHOA HỌC VÀ CÔNG NGHỆ (Lạng Sơn)",
        "en": "The agency",
        "reply_to": "nscl@langson.example",
    },
    "public_url": "https://nscl.langson.example",
}


def letter(contract, languages=("vi", "en"), **changes):
    facts = contract().load({**contract.example, **changes})
    return write_letter(contract.event_name, {**facts, **SURROUNDINGS}, languages)


def test_an_approval_names_amount_decision_items_and_next_step_in_vietnamese_first():
    text = letter(ApplicationApproved).text
    vietnamese, _rule, english = text.partition("-" * 40)
    assert "40.000.000 đồng" in vietnamese
    assert "12/QĐ-SKHCN" in vietnamese
    assert "Chứng nhận hợp chuẩn – Đá xây dựng 1x2 (CN-01)" in vietnamese
    assert "ký hợp đồng hỗ trợ" in vietnamese
    assert "40,000,000 VND" in english
    assert "nscl@langson.example" in vietnamese


def test_a_refusal_gives_the_reason_and_the_right_to_complain():
    text = letter(ApplicationRefused).text
    assert "Ngoài địa bàn tỉnh" in text
    assert "90 ngày" in text


def test_a_supplement_says_what_is_missing_and_by_when():
    text = letter(ApplicationSupplementRequested).text
    assert "Thiếu báo giá của đơn vị tư vấn" in text
    assert "Hạn bổ sung: 05/05/2022" in text
    assert "Hạn bổ sung" not in letter(ApplicationSupplementRequested, due_on=None).text


def test_a_signed_agreement_names_number_and_both_amounts():
    text = letter(AgreementSigned).text
    assert "01/HĐ-NSCL" in text
    assert "80.000.000 đồng" in text


def test_an_approval_without_decision_number_leaves_the_line_out():
    assert "Quyết định số" not in letter(ApplicationApproved, decision_number=None).text


def test_a_province_with_one_language_writes_in_one():
    assert "Dear" not in letter(ApplicationApproved, ("vi",)).text


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda c: c.event_name)
def test_every_letter_reads_without_gaps_or_leftovers(contract):
    made = letter(contract)
    for part in (made.subject, made.text, made.html):
        assert "None" not in part
        assert "{{" not in part
    assert "\n\n\n" not in made.text
    assert made.html.count("<p>") > 6


def test_what_a_unit_wrote_cannot_become_markup():
    made = letter(ApplicationRefused, reason="<script>alert(1)</script>")
    assert "<script>" not in made.html


def test_a_name_with_line_breaks_cannot_add_headers_or_paragraph_subjects():
    made = letter(ApplicationApproved, case_number="2022\nBcc: x@y.example")
    message = compose(errand(made), SENDER)
    assert "Bcc" not in message


SENDER = Sender("NSCL Lạng Sơn", "nscl@langson.example", "hoi@langson.example", "lang-son")


def errand(made: Letter) -> Errand:
    written = datetime(2022, 5, 20, 1, 0, tzinfo=UTC)
    return Errand("n-1", 1, "n-1.1", "email", "lien.he@vidu.example", "vi", written, made)


def test_the_message_is_sound_mime_with_both_parts():
    raw = bytes(compose(errand(letter(ApplicationApproved)), SENDER))
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    message = message_from_bytes(raw, policy=default)
    assert message.defects == []
    assert "được phê duyệt hỗ trợ 40.000.000 đồng" in message["Subject"]
    assert message["From"] == "NSCL Lạng Sơn <nscl@langson.example>"
    assert message["Reply-To"].addresses[0].addr_spec == "hoi@langson.example"
    assert message["Date"].datetime.utcoffset().total_seconds() == 7 * 3600
    assert message["List-Id"] == "<lang-son.nscl.langson.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "vi, en"
    assert "Kính gửi" in message.get_body(("plain",)).get_content()
    assert "Kính gửi" in message.get_body(("html",)).get_content()


def test_a_repeat_is_the_same_message_byte_by_byte():
    made = letter(ApplicationApproved)
    assert bytes(compose(errand(made), SENDER)) == bytes(compose(errand(made), SENDER))


def test_every_support_item_of_the_contract_has_a_name():
    assert set(SUPPORT_ITEM_NAMES) == set(SUPPORT_ITEMS)


def test_dates_are_written_as_people_write_them():
    assert date(2022, 5, 20).strftime("%d/%m/%Y") in letter(ApplicationApproved).text


@pytest.mark.parametrize(
    ("notice", "subject", "asks"),
    [
        ("opened", "Thu hồi sản phẩm Na Chi Lăng, lô M2022-07 (TH-2022-0001)", True),
        ("updated", "Cập nhật đợt thu hồi TH-2022-0001: Na Chi Lăng, lô M2022-07", True),
        ("closed", "Kết thúc đợt thu hồi TH-2022-0001: Na Chi Lăng", False),
        ("withdrawn", "Hủy bỏ đợt thu hồi TH-2022-0001: Na Chi Lăng", False),
    ],
)
def test_a_recall_notice_names_the_lots_and_what_to_do(notice, subject, asks):
    found = letter(RecallNoticeIssued, notice=notice, opened_on="2022-08-10")
    assert found.subject == subject
    assert "Lý do: Dư lượng thuốc bảo vệ thực vật vượt mức cho phép" in found.text
    assert "Mức rủi ro: cao" in found.text
    assert ("/traceability/recalls/" in found.text) is asks
