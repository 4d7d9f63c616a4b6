"""Begin an application: check unit, project and supports, allot the case number."""

from __future__ import annotations

from nscl_registration.domain.application import Application
from nscl_registration.domain.codes import ApplicationState
from nscl_registration.domain.firm import Firm
from nscl_registration.domain.form import Form, ReceivedVia
from nscl_registration.domain.project import Project
from nscl_registration.domain.steps import Actor, Step
from nscl_registration.domain.supports import Support, choose_supports
from nscl_registration.handlers.commands import FileApplication
from nscl_registration.handlers.lookup import own_firm, referred, unit_year
from nscl_registration.handlers.ports import RegistrationWork
from nscl_shared.kernel import InvalidInput, RuleViolation


def file_application(cmd: FileApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id, case number and state.

    Raises:
        Conflict: ``already-applied``, the unit has a live case in the project.
    """
    firm = own_firm(uow, cmd.firm_id, cmd.by)
    project = referred(uow.projects, cmd.project_id, code="project-unknown", field="project_id")
    supports = choose_supports(cmd.supports, firm.product_names()) if cmd.supports else ()
    require_supported(supports, firm, project, uow)
    require_own_way(cmd.form, cmd.by)
    year = unit_year(uow, firm.id, project.year)
    year.require_no_case(project.id)
    case_number = f"{project.id}-{uow.next_number(f'case:{project.id}'):04d}"
    year.apply(project.id, case_number)
    application = Application.file(
        case_number=case_number,
        firm=firm,
        project=project,
        supports=supports,
        estimated_cost_vnd=cmd.estimated_cost_vnd,
        form=cmd.form,
        step=Step(ApplicationState.DRAFT, cmd.on, cmd.by.name),
    )
    uow.applications.add(application)
    return {
        "id": application.id,
        "case_number": case_number,
        "state": application.state.value,
    }


def require_own_way(form: Form, by: Actor) -> None:
    """Let only officers enter what came on paper or by e-mail.

    Raises:
        InvalidInput: ``received-by-officer``.
    """
    if by.for_firm and (form.received_via is not ReceivedVia.ONLINE or form.received_on):
        raise InvalidInput("received-by-officer", field="received_via")


def require_supported(
    supports: tuple[Support, ...], firm: Firm, project: Project, uow: RegistrationWork
) -> None:
    """Refuse items that the year's rules do not know for this kind of unit.

    Raises:
        RuleViolation: ``item-not-supported``.
    """
    for index, support in enumerate(supports):
        if not uow.support_rules.supported_in(project.year, support.item_code, firm.org_type):
            raise RuleViolation(
                "item-not-supported",
                field=f"supports.{index}.item_code",
                item_code=support.item_code,
                org_type=firm.org_type,
                year=project.year,
            )
