"""What can be asked about the registration form and its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nscl_registration.domain.form import Deadline
from nscl_registration.domain.papers import AttachedFile
from nscl_registration.domain.supports import Wish
from nscl_registration.handlers.commands import CaseCommand, Edit


@dataclass(frozen=True, kw_only=True)
class SaveForm(CaseCommand):
    """Save one step of the form; ``changes`` are fields of ``Form``, ``None`` stays."""

    wishes: tuple[Wish, ...] | None = None
    cost_vnd: int | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AttachToApplication(CaseCommand):
    """Refer to a stored file."""

    file: AttachedFile


@dataclass(frozen=True, kw_only=True)
class RemoveFromApplication(CaseCommand):
    """Take a file off a draft."""

    attachment_id: str


@dataclass(frozen=True, kw_only=True)
class SetDeadline(Edit):
    """Enter until when applications to a project are due."""

    project_id: str
    deadline: Deadline
