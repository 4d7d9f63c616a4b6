"""Keep local copies of what registration says, in whatever order it arrives."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nscl_certification.handlers.commands import CopyApplication, CopyFirm
from nscl_certification.handlers.ports import CertificationWork
from nscl_shared.kernel import search_key


def copy_firm(cmd: CopyFirm, uow: CertificationWork) -> dict[str, Any]:
    """Keep a unit, so that officers pick it by name."""
    uow.firms.absorb(
        cmd.firm.firm_id,
        cmd.sequence,
        name=cmd.firm.name,
        name_key=search_key(cmd.firm.name),
        org_type=cmd.firm.org_type,
        products=[asdict(product) for product in cmd.products],
        owner_account_id=cmd.owner_account_id,
    )
    return {}


def copy_application(cmd: CopyApplication, uow: CertificationWork) -> dict[str, Any]:
    """Keep an approved application, so that a case can name the support behind it."""
    uow.applications.absorb(cmd.application_id, cmd.sequence, state=cmd.state, **cmd.facts)
    return {}
