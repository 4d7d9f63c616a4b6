"""Papers that carry a decision, and the files that show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl_shared.kernel import RuleViolation

MAX_FILES = 20


@dataclass(frozen=True)
class LegalBasis:
    """Number, date and issuing body of a document."""

    number: str
    signed_on: date
    issuer: str


@dataclass(frozen=True)
class AttachedFile:
    """A file in the attachment store; ``serves`` names the required document it stands for."""

    attachment_id: str
    name: str
    content_type: str
    size: int
    serves: str | None = None


def with_file(files: tuple[AttachedFile, ...], file: AttachedFile) -> tuple[AttachedFile, ...]:
    """Return ``files`` with ``file``; the same tuple when it is already there.

    Raises:
        RuleViolation: ``too-many-files``.
    """
    if (file.attachment_id, file.serves) in {(one.attachment_id, one.serves) for one in files}:
        return files
    if len(files) >= MAX_FILES:
        raise RuleViolation("too-many-files", field="file", limit=MAX_FILES)
    return (*files, file)
