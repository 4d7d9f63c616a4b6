"""What a file is, told by its content; its name and the sender's claim do not count."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

HEAD = 1024  # a PDF may have something before its mark
OFFICE = "application/vnd.openxmlformats-officedocument."
MACROS = ("vbaProject.bin", "vbaData.xml")


@dataclass(frozen=True)
class FileType:
    """A media type and the ending a file of it gets."""

    media: str
    ending: str


PDF = FileType("application/pdf", ".pdf")
PNG = FileType("image/png", ".png")
JPEG = FileType("image/jpeg", ".jpg")
DOCX = FileType(f"{OFFICE}wordprocessingml.document", ".docx")
XLSX = FileType(f"{OFFICE}spreadsheetml.sheet", ".xlsx")
KNOWN = (PDF, DOCX, XLSX, PNG, JPEG)


def type_of(data: bytes) -> FileType | None:
    """Return the type of ``data``; ``None`` for any other kind, and for Office files with macros.

    >>> type_of(b"%PDF-1.7 ...").media
    'application/pdf'
    >>> type_of(b"MZ...") is None
    True
    """
    if b"%PDF-" in data[:HEAD]:
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    return _office(data) if data.startswith(b"PK\x03\x04") else None


def _office(data: bytes) -> FileType | None:
    # only the directory of the archive is read: nothing is unpacked
    try:
        names = ZipFile(BytesIO(data)).namelist()
    except BadZipFile:
        return None
    if "[Content_Types].xml" not in names or any(name.endswith(MACROS) for name in names):
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None
