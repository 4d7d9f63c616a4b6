"""Plan a certification case."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nscl_certification.domain.case import Case
from nscl_certification.domain.scope import Scope
from nscl_certification.handlers.commands import OpenCase
from nscl_certification.handlers.ports import CertificationWork
from nscl_certification.handlers.schemes import scheme_of
from nscl_shared.kernel import Conflict, RuleViolation, new_id, search_key


def open_case(cmd: OpenCase, uow: CertificationWork) -> dict[str, Any]:
    """Open the case and answer its id and state."""
    _check_application(cmd.scope, uow)
    case = Case.open(new_id(), cmd.scope, scheme_of(cmd.scope.scheme), cmd.opened_on, cmd.by)
    uow.cases.add(case)
    if cmd.firm_is_new:
        _remember_firm(cmd.scope, uow)
    return {"id": case.id, "state": case.state.value}


def _check_application(scope: Scope, uow: CertificationWork) -> None:
    """Refuse an application known to be another unit's or withdrawn.

    An unknown one is taken: its event may be on the way, or registration is
    not deployed here.
    """
    known = uow.applications.known(scope.application_id) if scope.application_id else None
    if known is None:
        return
    if known["firm_id"] != scope.firm.firm_id:
        raise RuleViolation(
            "application-of-other-firm", field="application_id", firm=scope.firm.name
        )
    if known["state"] == "withdrawn":
        raise Conflict("application-withdrawn", field="application_id")


def _remember_firm(scope: Scope, uow: CertificationWork) -> None:
    firm = scope.firm
    uow.firms.absorb(
        firm.firm_id,
        1,
        name=firm.name,
        name_key=search_key(firm.name),
        org_type=firm.org_type,
        products=[asdict(product) for product in scope.products],
    )
