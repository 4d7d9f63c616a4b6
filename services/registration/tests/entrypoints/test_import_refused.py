"""Workbooks that cannot be imported are refused with a reason, and harm nobody."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from .conftest import API
from .workbooks import DATA, filled, row, saved, sent, template_of


@pytest.fixture
def template(officer, project):
    return template_of(officer, project)


def with_part(data, name, content):
    target = io.BytesIO(data)
    with ZipFile(target, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def replaced(data, name, content):
    target = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return target.getvalue()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [{LAUGHS}]><x>&l9;</x>'


def plain(_template):
    return saved(Workbook())


REFUSED = {
    "workbook-not-xlsx": lambda _t: b"%PDF-1.7 not a workbook",
    "workbook-old-or-locked": lambda _t: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "workbook-macros": lambda t: with_part(t, "xl/vbaProject.bin", b"macro"),
    "workbook-too-heavy": lambda t: with_part(t, "xl/media/x.bin", b"\0" * 120_000_000),
    "workbook-unreadable": lambda t: replaced(t, "xl/workbook.xml", "<workbook"),
    "workbook-not-template": plain,
    "workbook-columns-missing": lambda t: filled(
        t, [row(1)], change=lambda book: setattr(book[DATA]["D1"], "value", "Khác")
    ),
    "workbook-column-doubled": lambda t: filled(
        t, [row(1)], change=lambda book: setattr(book[DATA]["E1"], "value", "Mã số thuế")
    ),
    "project-unknown": lambda t: filled(
        t, [row(1)], change=lambda book: setattr(book["_nscl"]["A3"], "value", "2022-X")
    ),
    "workbook-too-long": lambda t: filled(t, [row(1)], start=400_000),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_workbook_that_cannot_be_imported_says_why_and_what_to_do(officer, template, code):
    before = officer.get(f"{API}/imports").json()["items"][:1]

    answer = sent(officer, REFUSED[code](template))

    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, code), answer.text
    assert told["errors"][0]["field"] == "file"
    assert told["errors"][0]["remedy"]
    assert officer.get(f"{API}/imports").json()["items"][:1] == before


def test_entities_that_grow_without_end_are_stopped(officer, template):
    answer = sent(officer, replaced(template, "xl/worksheets/sheet2.xml", BOMB))

    assert answer.status_code == 422
    assert answer.json()["code"] in ("workbook-unreadable", "workbook-too-heavy")
    assert officer.get("/health/live").status_code == 200


def test_a_file_above_the_limit_is_refused_before_it_is_read(officer):
    assert sent(officer, b"\0" * (10 * 1024 * 1024 + 1)).json()["code"] == "workbook-too-large"
    assert sent(officer, b"\0" * (12 * 1024 * 1024)).status_code == 413


def test_no_file_is_told(officer):
    answer = officer.post(f"{API}/imports", files={"other": ("a", b"x")})
    assert answer.json()["code"] == "workbook-missing"


def test_only_officers_and_administrators_import(service, officer, owner, template):
    assert sent(owner, template).status_code == 403
    assert owner.get(f"{API}/imports").status_code == 403
    with service.client("admin") as admin:
        assert admin.get(f"{API}/imports").status_code == 200
