"""Keep local copies of what other services say, in whatever order it arrives."""

from __future__ import annotations

from typing import Any

from nscl_traceability.handlers.commands import CopyCertificate, CopyFirm
from nscl_traceability.handlers.ports import TraceabilityWork


def copy_firm(cmd: CopyFirm, work: TraceabilityWork) -> dict[str, Any]:
    """Keep a firm."""
    work.firms.absorb(cmd.firm_id, cmd.sequence, **cmd.fields)
    return {}


def copy_certificate(cmd: CopyCertificate, work: TraceabilityWork) -> dict[str, Any]:
    """Keep a certificate."""
    work.certificates.absorb(cmd.certificate_id, cmd.sequence, **cmd.fields)
    return {}
