"""An application while it is being written: saved step by step, complete when handed in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from nscl_registration.domain import events
from nscl_registration.domain.case_file import CaseFile
from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.form import missing_fields
from nscl_registration.domain.papers import AttachedFile, with_file
from nscl_registration.domain.supports import Support
from nscl_shared.kernel import Conflict, NotFound, RuleViolation

WRITABLE = frozenset({State.DRAFT, State.SUPPLEMENT_REQUESTED})


@dataclass(kw_only=True)
class Drafting(CaseFile):
    """The form and its files, which change only before the agency has them."""

    def save_form(
        self, *, supports: tuple[Support, ...] | None, cost_vnd: int | None, **changes: Any
    ) -> None:
        """Take over what one step of the form says; the rest stays.

        Raises:
            Conflict: ``form-closed``, the application is no draft.
            RuleViolation: own money above the cost, or it ends before it begins.
        """
        self._require_writable({State.DRAFT})
        cost = self.estimated_cost_vnd if cost_vnd is None else cost_vnd
        form = replace(self.form, **changes)
        form.require_sound(cost)
        before = (self.supports, self.estimated_cost_vnd, self.form)
        self.supports = self.supports if supports is None else supports
        self.estimated_cost_vnd, self.form = cost, form
        if (self.supports, cost, form) != before:
            self.record(events.FormSaved(self.id))

    def attach(self, file: AttachedFile) -> None:
        """Add a file.

        Raises:
            Conflict: ``form-closed``.
            RuleViolation: ``too-many-files``.
        """
        self._require_writable(WRITABLE)
        joined = with_file(self.attachments, file)
        if joined is not self.attachments:
            self.attachments = joined
            self.record(events.FormSaved(self.id))

    def detach(self, attachment_id: str) -> None:
        """Take a file off again; once handed in, files are kept.

        Raises:
            Conflict: ``form-closed``.
            NotFound: ``attachment-not-found``.
        """
        self._require_writable({State.DRAFT})
        left = tuple(f for f in self.attachments if f.attachment_id != attachment_id)
        if left == self.attachments:
            raise NotFound("attachment-not-found", id=attachment_id)
        self.attachments = left
        self.record(events.FormSaved(self.id))

    @property
    def missing(self) -> list[str]:
        """Return the fields that a submission still lacks."""
        return missing_fields(self.supports, self.estimated_cost_vnd, committed=self.form.committed)

    def require_complete(self) -> None:
        """Refuse to hand in what is not complete.

        Raises:
            RuleViolation: ``form-lacks-<field>`` for the first that is missing.
        """
        if self.missing:
            name = self.missing[0]
            code = f"form-lacks-{name.replace('_', '-')}"
            raise RuleViolation(code, field=name, case_number=self.case_number)

    def _require_writable(self, states: set[State] | frozenset[State]) -> None:
        if self.state not in states:
            raise Conflict("form-closed", case_number=self.case_number)
