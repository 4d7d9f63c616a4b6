"""Files that show something: a test report, a certificate."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AttachedFile:
    """A file in the attachment store; ``size`` in bytes."""

    attachment_id: str
    name: str
    content_type: str
    size: int
