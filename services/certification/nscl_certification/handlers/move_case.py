"""The steps of a case between its plan and its end."""

from __future__ import annotations

from typing import Any

from nscl_certification.domain.case import Case
from nscl_certification.handlers.commands import (
    BeginCase,
    CloseCase,
    RecordAudit,
    RequireCorrection,
)
from nscl_certification.handlers.ports import CertificationWork


def begin_case(cmd: BeginCase, uow: CertificationWork) -> dict[str, Any]:
    """Note that consulting or application began."""
    case = uow.cases.get(cmd.case_id)
    case.begin(cmd.on, cmd.by, cmd.note)
    return _answer(case)


def record_audit(cmd: RecordAudit, uow: CertificationWork) -> dict[str, Any]:
    """Note an audit."""
    case = uow.cases.get(cmd.case_id)
    case.record_audit(cmd.audited_on, cmd.by, cmd.note)
    return _answer(case)


def require_correction(cmd: RequireCorrection, uow: CertificationWork) -> dict[str, Any]:
    """Note that something must be mended and audited again."""
    case = uow.cases.get(cmd.case_id)
    case.require_correction(cmd.on, cmd.by, cmd.note)
    return _answer(case)


def close_case(cmd: CloseCase, uow: CertificationWork) -> dict[str, Any]:
    """End the case without a certificate."""
    case = uow.cases.get(cmd.case_id)
    case.close(cmd.reason, cmd.on, cmd.by)
    return _answer(case)


def _answer(case: Case) -> dict[str, Any]:
    return {"id": case.id, "state": case.state.value}
