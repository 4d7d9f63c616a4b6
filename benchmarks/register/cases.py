"""Applications by the hundred thousand, as they stand in the middle of their way."""

import time
from dataclasses import replace
from datetime import date, timedelta

from nscl_registration.domain.agreement import Approval
from nscl_registration.domain.application import Application
from nscl_registration.domain.assignment import ENDED, Assignment
from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.form import Form
from nscl_registration.domain.papers import AttachedFile
from nscl_registration.domain.steps import Step
from nscl_registration.domain.supports import Support
from nscl_registration.storage.application_repository import ApplicationRepository
from nscl_registration.storage.documents import ApplicationDocument
from nscl_registration.storage.tallies import GRANTED
from nscl_shared.persistence.ladder import ladder_of, loaded

BATCH = 50
YEARS = range(2021, 2027)
PER_YEAR = 8
PROJECTS = [f"{year}-P{number}" for year in YEARS for number in range(PER_YEAR)]
OFFICERS = [f"officer-{number}" for number in range(6)]
PRODUCTS = ("Đá xây dựng", "Hoa hồi khô", "Rau an toàn", "Thạch đen", "Na Chi Lăng", "Cao khô")
WAY = (State.DRAFT, State.SUBMITTED, State.RECEIVED, State.APPRAISED)
FILE = AttachedFile("file", "don-dang-ky.pdf", "application/pdf", 250_000)
APPROVAL = Approval(40_000_000, date(2026, 5, 1), "12/QĐ-SKHCN")


def case(number, firm, dice):
    """Return an application of ``firm`` in some state, with the history of its way there."""
    project, state = dice.choice(PROJECTS), dice.choice(list(State))
    product = dice.choice(PRODUCTS)
    made = Application(
        id=f"{1_700_000_000_000 + number:012x}-{dice.getrandbits(64):016x}",
        case_number=f"{project}-{number:06d}",
        firm_id=firm.id,
        firm_name=firm.name,
        org_type=firm.org_type,
        owner_account_id=f"account-{firm.id}",
        project_id=project,
        year=int(project[:4]),
        supports=(Support(item_code="CN-01", product_id="p", product_name=product, system=None),),
        estimated_cost_vnd=80_000_000,
        form=Form(own_vnd=40_000_000, committed=True),
        attachments=(FILE, replace(FILE, attachment_id="other")),
        state=state,
        approval=APPROVAL if state in GRANTED else None,
        history=_history(state, date(int(project[:4]), 4, 1) + timedelta(dice.randrange(200))),
    )
    if state not in ENDED and dice.randrange(2):
        officer = dice.choice(OFFICERS)
        made.assignments.append(Assignment(officer, officer, made.since, "Cán bộ"))
    return made


def _history(state, begin):
    before = WAY[: WAY.index(state)] if state in WAY else WAY
    steps = [Step(one, begin + timedelta(n), "Cán bộ") for n, one in enumerate((*before, state))]
    return [*steps[:-1], replace(steps[-1], note="Hồ sơ đủ thành phần theo quy định")]


def known_case(size):
    """Return the latest application, none when there are fewer than ``size``."""
    if ladder_of(ApplicationDocument).collection.estimated_document_count() < size:
        return None
    rows = ladder_of(ApplicationDocument, descending=True).page("all", after=None, size=1).rows
    return ApplicationRepository().to_domain(loaded(ApplicationDocument, rows)[0])


def fill_cases(size, firms, dice, seconds):
    """Insert ``size`` applications, fewer when ``seconds`` are over; return the last."""
    repository, collection = ApplicationRepository(), ladder_of(ApplicationDocument).collection
    started, last = time.perf_counter(), None
    for done in range(0, size, BATCH):
        cases = [case(done + n, dice.choice(firms), dice) for n in range(min(BATCH, size - done))]
        rows = [ApplicationDocument(id=c.id, version=1, **repository.to_fields(c)) for c in cases]
        collection.insert_many([row.to_mongo() for row in rows])
        last = cases[-1]
        spent = time.perf_counter() - started
        if done % 10_000 == 0:
            print(f"  {done:>7,} applications after {spent:.0f} s", flush=True)
        if spent > seconds:
            print(f"  stopped at {done + BATCH:,}: {seconds} s are over", flush=True)
            break
    return last
