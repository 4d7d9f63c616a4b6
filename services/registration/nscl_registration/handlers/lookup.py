"""Finding what a command refers to, with errors that name the field, and only one's own."""

from __future__ import annotations

from typing import TypeVar

from nscl_registration.domain.application import Application
from nscl_registration.domain.firm import Firm
from nscl_registration.domain.steps import Actor
from nscl_registration.domain.unit_year import UnitYear, unit_year_id
from nscl_registration.handlers.commands import CaseCommand
from nscl_registration.handlers.ports import RegistrationWork, Repository
from nscl_shared.kernel import Aggregate, InvalidInput, NotFound, Stale

A = TypeVar("A", bound=Aggregate)


def referred(repository: Repository[A], aggregate_id: str, *, code: str, field: str) -> A:
    """Return what ``field`` of the input refers to.

    Raises:
        InvalidInput: ``code``, there is nothing of that id.
    """
    found = repository.find(aggregate_id)
    if found is None:
        raise InvalidInput(code, field=field, id=aggregate_id)
    return found


def own_firm(uow: RegistrationWork, firm_id: str, by: Actor) -> Firm:
    """Return the firm that an application is filed for.

    Raises:
        InvalidInput: ``firm-unknown``, also when it is somebody else's;
            ``firm-merged-away``, when another entry has taken its place.
    """
    firm = referred(uow.firms, firm_id, code="firm-unknown", field="firm_id")
    if by.for_firm and firm.owner_account_id != by.account_id:
        raise InvalidInput("firm-unknown", field="firm_id", id=firm_id)
    if firm.merged_into is not None:
        raise InvalidInput("firm-merged-away", field="firm_id", name=firm.name)
    return firm


def own_entry(uow: RegistrationWork, firm_id: str, by: Actor) -> Firm:
    """Return a unit to change.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    firm = uow.firms.get(firm_id)
    if by.for_firm and firm.owner_account_id != by.account_id:
        raise NotFound("firm-not-found", id=firm_id)
    return firm


def own_application(uow: RegistrationWork, application_id: str, by: Actor) -> Application:
    """Return the application.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    application = uow.applications.get(application_id)
    if by.for_firm and application.owner_account_id != by.account_id:
        raise NotFound("application-not-found", id=application_id)
    return application


def case_of(cmd: CaseCommand, uow: RegistrationWork) -> Application:
    """Return the application that a step is about.

    Raises:
        NotFound: there is none, or it is somebody else's.
        Stale: it changed since the caller read it.
    """
    application = own_application(uow, cmd.application_id, cmd.by)
    if cmd.expects is not None and cmd.expects != application.version:
        raise Stale(
            "changed-since-read",
            case_number=application.case_number,
            read=cmd.expects,
            current=application.version,
        )
    return application


def unit_year(uow: RegistrationWork, firm_id: str, year: int) -> UnitYear:
    """Return the unit's programme year, beginning it when it is new."""
    found = uow.unit_years.find(unit_year_id(firm_id, year))
    if found is None:
        found = UnitYear.begin(firm_id, year)
        uow.unit_years.add(found)
    return found
