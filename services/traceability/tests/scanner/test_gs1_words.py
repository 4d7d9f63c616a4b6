"""What is wrong with a Digital Link is told in both languages: element, reason, what is right."""

from __future__ import annotations

import pytest

from nscl_shared.i18n import add_package, use_language
from nscl_traceability.domain.gs1 import Fault, MalformedDigitalLink, Reason, parse
from nscl_traceability.domain.gs1.compression import decompressed
from nscl_traceability.domain.gs1.content_rules import RULES as KNOWN_RULES
from nscl_traceability.scanner.gs1_words import NAMES, RULES, SENTENCES, words_of

ENGLISH_LEFT = (" the ", " may ", " must ", " or ", " is ", "breaks", "yymmd", "csum")
GTIN = "01/08936000000011"
FAULTS = [
    *(Fault(reason, "01", "1", "csum", (("10", "21"), ("310n",))) for reason in Reason),
    *(Fault(Reason.RULE, "17", "209999", rule) for rule in KNOWN_RULES),
    *(Fault(Reason.FORM, code, "1") for code in NAMES if code.isdigit()),
]


def words(fault: Fault, language: str) -> str:
    add_package("nscl_traceability")
    with use_language(language):
        return words_of(fault)


def fault_of(path: str) -> Fault:
    try:
        link = decompressed(f"/{path}") or parse(f"https://a/{path}")
    except MalformedDigitalLink as error:
        return error.fault
    return link.faults()[0]


def test_every_reason_and_rule_has_its_words() -> None:
    assert set(SENTENCES) == set(Reason)
    assert set(RULES) == set(KNOWN_RULES)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.reason}-{f.code}-{f.rule}")
def test_no_english_is_left_in_vietnamese_sentences(fault: Fault) -> None:
    vietnamese, english = words(fault, "vi"), words(fault, "en")
    assert vietnamese != english
    assert not any(left in vietnamese for left in ENGLISH_LEFT)
    assert "{" not in vietnamese + english


@pytest.mark.parametrize(
    ("path", "english", "vietnamese"),
    [
        (
            "01/08936000000012",
            (
                "(01) GTIN of the product may not be “08936000000012”: its check digit does not match, "
                "so a digit is wrong."
            ),
            (
                "(01) mã GTIN của sản phẩm không thể là “08936000000012”: chữ số kiểm tra không khớp, "
                "vậy có chữ số bị sai."
            ),
        ),
        (
            f"{GTIN}?17=209999",
            (
                "(17) use by may not be “209999”: there is no such day; it must be year, month and "
                "day (YYMMDD), with day 00 for the end of the month."
            ),
            (
                "(17) hạn sử dụng không thể là “209999”: không có ngày này; phải ghi năm, tháng, "
                "ngày, mỗi phần hai chữ số, ngày 00 là cuối tháng."
            ),
        ),
        (
            f"{GTIN}/21/1/10/2",
            (
                "(01) GTIN of the product may not be followed by (21) serial number + (10) lot in this way; "
                "what may follow, in this order: (22) consumer product variant, (10) lot, "
                "(21) serial number or (235) serial number of a third party."
            ),
            (
                "(01) mã GTIN của sản phẩm không được có (21) số sê-ri + (10) số lô theo sau như vậy; "
                "chỉ được theo sau, đúng thứ tự này: (22) biến thể sản phẩm tiêu dùng, (10) số lô, "
                "(21) số sê-ri hoặc (235) số sê-ri của bên thứ ba."
            ),
        ),
        (
            "00/106141412345678908?37=5",
            (
                "(37) number of contained items must stand together with (00) SSCC of the logistic unit + "
                "(02) GTIN of the contained product or (00) SSCC of the logistic unit + (8026); "
                "add what is missing."
            ),
            (
                "(37) số lượng sản phẩm bên trong phải đi cùng (00) mã SSCC của đơn vị hậu cần + "
                "(02) mã GTIN của sản phẩm bên trong hoặc (00) mã SSCC của đơn vị hậu cần + (8026); "
                "hãy bổ sung phần còn thiếu."
            ),
        ),
        (
            "253/893",
            (
                "(253) GDTI of the document may not be “893”; it must be 13 digits, then 1 to 17 Latin "
                "letters without accents, digits or signs."
            ),
            (
                "(253) mã GDTI của tài liệu không thể là “893”; phải gồm 13 chữ số, tiếp theo là 1 đến 17 "
                "ký tự (chữ cái Latinh không dấu, chữ số hoặc ký hiệu)."
            ),
        ),
        (
            "AQnYUc1gm",
            (
                "Nothing in it says what it is about; it must have a key with its value, such as "
                "/01/ and a GTIN."
            ),
            (
                "Mã không cho biết là mã của đối tượng nào; phải có khóa kèm giá trị, ví dụ /01/ và "
                "một GTIN."
            ),
        ),
    ],
)
def test_the_element_the_reason_and_what_is_right_are_told(
    path: str, english: str, vietnamese: str
) -> None:
    fault = fault_of(path)
    assert words(fault, "en") == english
    assert words(fault, "vi") == vietnamese
