"""Plans with their projects, activities, calls, proposals and a ledger."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from benchmarks.register.cases import PER_YEAR, YEARS

from nscl_registration.domain.activity import Activity, ActivityFacts
from nscl_registration.domain.budget import Budget, Cause
from nscl_registration.domain.call import Call, CallTerms
from nscl_registration.domain.codes import ActivityKind, PlanKind
from nscl_registration.domain.papers import LegalBasis
from nscl_registration.domain.plan import Plan, PlanDetails
from nscl_registration.domain.project import Project
from nscl_registration.domain.proposal import Proposal, ProposalContent
from nscl_registration.domain.targets import Measure, NewTarget
from nscl_registration.storage.documents_programme import ProposalDocument
from nscl_registration.storage.work import RegistrationUnitOfWork
from nscl_shared.persistence import in_transaction

DAY = date(2025, 4, 1)
ACTIVITIES, CALLS, PROPOSALS, LINES = 2_000, 300, 1_500, 3_000
BATCH = 200
TARGETS = tuple(
    NewTarget(measure.value, "đơn vị", 500, 0, measure)
    for measure in (Measure.SUPPORTED_UNITS, Measure.PARTICIPATIONS, Measure.TRAINED_PEOPLE)
)


def known_call():
    """Return the id of the call that has the proposals, none when nothing was written yet."""
    first = ProposalDocument.objects.only("call_id").first()
    return first.call_id if first else None


def fill_programme():
    """Write it all; return the id of the call that has the proposals."""
    top = _plan(PlanKind.NATIONAL_PROGRAMME, 2021, 2030, None)
    plans = [_plan(PlanKind.YEARLY_PLAN, year, year, top) for year in YEARS]
    projects = [_project(plan, number) for plan in plans for number in range(PER_YEAR)]
    calls = [_call(number) for number in range(CALLS)]
    _write(plans=[top, *plans], projects=projects)
    _write(activities=[_activity(number) for number in range(ACTIVITIES)])
    _write(calls=calls, proposals=[_proposal(calls[0], number) for number in range(PROPOSALS)])
    _write(**_books(projects[0]))
    return calls[0].id


def _write(**aggregates):
    for name, items in aggregates.items():
        for begin in range(0, len(items), BATCH):
            work = partial(_flush, name, items[begin : begin + BATCH])
            in_transaction("registration", work)


def _flush(name, items):
    work = RegistrationUnitOfWork()
    for item in items:
        getattr(work, name).add(item)
    work.flush()


def _plan(kind, first, last, parent):
    details = PlanDetails(
        kind=kind,
        number=f"{first}/KH-UBND",
        signed_on=date(first - 1, 12, 1),
        issuer="UBND tỉnh",
        title=f"Kế hoạch {first}",
        period_from=first,
        period_to=last,
    )
    return Plan.adopt(details, parent)


def _project(plan, number):
    year = plan.details.period_from
    targets = tuple(replace(target, year=year) for target in TARGETS)
    topic = "Chứng nhận sản phẩm phù hợp tiêu chuẩn"
    return Project.open(code=f"P{number}", year=year, topic=topic, plan=plan, targets=targets)


def _activity(number):
    facts = ActivityFacts(
        kind=ActivityKind.TRAINING,
        audience="DN, HTX",
        title=f"Lớp {number}",
        held_on=DAY,
        year=YEARS[number % len(YEARS)],
        participants=30,
    )
    return Activity.hold(facts)


def _call(number):
    basis = LegalBasis(f"{number}/SKHCN", DAY, "Sở")
    deadline = DAY + timedelta(number)
    return Call.open(CallTerms(title="Đề xuất", basis=basis, opens_on=DAY, deadline=deadline))


def _proposal(call, number):
    words = dict.fromkeys(("title", "objective", "content", "expected_results", "lead_unit"), "x")
    content = ProposalContent(**words, period_from=2026, period_to=2027)
    owner = f"owner-{number % 50}"
    return Proposal.submit(
        number=f"ĐX-2025-{number:04d}", call=call, content=content, on=DAY, owner=owner
    )


def _books(project):
    budget = Budget.open(project.id, project.year, None)
    causes = (Cause("case", f"{n:06d}", DAY, "Cán bộ", None) for n in range(LINES))
    entries = [budget.hold(1_000_000, cause) for cause in causes]
    return {"budgets": [budget], "ledger": [entry for entry in entries if entry]}
