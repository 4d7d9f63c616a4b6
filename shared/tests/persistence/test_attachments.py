"""Attached files: by content, once, apart from transactions, and never left lying about."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from probe_domain import SERVICE, open_database

from nscl_shared.kernel import InvalidInput, NotFound
from nscl_shared.persistence import database as database_of
from nscl_shared.persistence import in_transaction
from nscl_shared.persistence.attachments import AttachmentStore, prepare_attachments
from nscl_shared.persistence.scanners import GROUP, ScannerAway

PDF = b"%PDF-1.7 " + b"x" * 600_000  # more than two chunks
TOMORROW = datetime.now(UTC) + timedelta(days=2)


@pytest.fixture
def files(database) -> AttachmentStore:
    open_database(database.mongodb_uri)
    for name in ("attachments.files", "attachments.chunks"):
        database_of(SERVICE)[name].delete_many({})
    prepare_attachments(SERVICE)
    return AttachmentStore(SERVICE, max_bytes=1024 * 1024)


def office(*names: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return target.getvalue()


def count() -> tuple[int, int]:
    db = database_of(SERVICE)
    return db["attachments.files"].count_documents({}), db["attachments.chunks"].count_documents({})


def nothing_refers(_ids):
    return set()


def test_a_file_comes_back_as_it_went_in(files) -> None:
    stored = files.put(PDF, "Kế hoạch 73.pdf")
    found = files.open(stored.attachment_id)
    assert b"".join(found.chunks) == PDF
    assert (found.content_type, found.size) == ("application/pdf", len(PDF))


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (PDF, ".pdf"),
        (b"\x89PNG\r\n\x1a\n...", ".png"),
        (b"\xff\xd8\xff\xe0...", ".jpg"),
        (office("word/document.xml"), ".docx"),
        (office("xl/workbook.xml"), ".xlsx"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_content_decides_the_type_and_the_ending(files, data, ending) -> None:
    assert files.put(data, "..\\tmp/invoice.exe").name == f"invoice{ending}"


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00",
        b"<html><script>",
        b"PK\x03\x04 broken",
        office("word/document.xml", "word/vbaProject.bin"),
        office("something.xml"),
    ],
    ids=["program", "page", "no archive", "with a macro", "of no kind"],
)
def test_another_kind_of_file_is_refused_whatever_its_name(files, data) -> None:
    with pytest.raises(InvalidInput, match="attachment-type"):
        files.put(data, "decision.pdf")
    assert count() == (0, 0)


def test_an_empty_and_a_large_file_are_refused(files) -> None:
    with pytest.raises(InvalidInput, match="attachment-empty"):
        files.put(b"", "a.pdf")
    with pytest.raises(InvalidInput, match=r"attachment-too-large.*limit=1"):
        files.put(b"%PDF-" + b"x" * 1024 * 1024, "a.pdf")
    assert count() == (0, 0)


def test_the_same_content_is_kept_once(files) -> None:
    first, second = files.put(PDF, "a.pdf"), files.put(PDF, "b.pdf")
    assert first.attachment_id == second.attachment_id
    assert second.name == "b.pdf"
    assert count()[0] == 1


def test_a_missing_file_is_said_to_be_missing(files) -> None:
    with pytest.raises(NotFound, match="attachment-not-found"):
        files.open("0192f0c1-7a00-7000-8000-000000000001")


def test_a_file_can_be_read_inside_a_transaction(files) -> None:
    stored = files.put(PDF, "a.pdf")
    read = in_transaction(SERVICE, lambda: b"".join(files.open(stored.attachment_id).chunks))
    assert read == PDF


def test_a_file_outlives_the_transaction_that_fails_after_it(files) -> None:
    stored = files.put(PDF, "a.pdf")

    def refer() -> None:
        database_of(SERVICE)["outbox"].insert_one({"_id": stored.attachment_id})
        raise RuntimeError("the command is refused")

    with pytest.raises(RuntimeError):
        in_transaction(SERVICE, refer)
    assert database_of(SERVICE)["outbox"].find_one({"_id": stored.attachment_id}) is None
    assert files.open(stored.attachment_id).size == len(PDF)
    assert files.sweep(nothing_refers, now=TOMORROW) == 1


def test_only_old_files_that_nothing_refers_to_are_swept(files) -> None:
    kept, orphan = files.put(PDF, "a.pdf"), files.put(b"%PDF-other", "b.pdf")
    assert files.sweep(nothing_refers) == 0, "young files wait for their command"
    assert files.sweep(lambda _ids: {kept.attachment_id}, now=TOMORROW) == 1
    assert files.open(kept.attachment_id).size == len(PDF)
    with pytest.raises(NotFound):
        files.open(orphan.attachment_id)


def test_a_file_that_is_uploaded_again_is_young_again(files) -> None:
    stored = files.put(PDF, "a.pdf")
    old = datetime.now(UTC) - timedelta(days=3)
    database_of(SERVICE)["attachments.files"].update_one({}, {"$set": {"metadata.touched_at": old}})
    files.put(PDF, "a.pdf")
    assert files.sweep(nothing_refers) == 0
    assert files.open(stored.attachment_id).size == len(PDF)


def test_chunks_of_an_upload_that_was_killed_are_swept(files) -> None:
    files.put(PDF, "a.pdf")
    database_of(SERVICE)["attachments.files"].delete_many({})
    assert files.sweep(nothing_refers) == 0
    assert files.sweep(nothing_refers, now=TOMORROW) == 1
    assert count() == (0, 0)


FINDS = 'def scan(data, name): return "EICAR-Test-File" if b"EICAR" in data else None'
FAILS = "def scan(data, name): raise ConnectionRefusedError"


def install(monkeypatch, folder, source: str, name: str) -> None:
    """Install a scanner as any package would be: a module and its entry point."""
    about = folder / f"{name}-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {name}:scan\n")
    (folder / f"{name}.py").write_text(source)
    monkeypatch.syspath_prepend(folder)


def test_what_a_scanner_finds_is_refused(files, monkeypatch, tmp_path) -> None:
    install(monkeypatch, tmp_path, FINDS, "scanner_that_finds")
    with pytest.raises(InvalidInput, match="EICAR-Test-File"):
        files.put(b"%PDF-1.7 EICAR", "a.pdf")
    assert files.put(PDF, "a.pdf").size == len(PDF)
    assert count()[0] == 1


def test_a_scanner_that_fails_lets_nothing_through(files, monkeypatch, tmp_path) -> None:
    install(monkeypatch, tmp_path, FAILS, "scanner_that_fails")
    with pytest.raises(ScannerAway, match="attachment-not-scanned"):
        files.put(PDF, "a.pdf")
    assert count() == (0, 0)
