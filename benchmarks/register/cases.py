"""Applications by the hundred thousand, and what officers ask of them."""

import time
from datetime import date

from nscl_registration.domain.application import Application
from nscl_registration.domain.codes import ApplicationState
from nscl_registration.domain.steps import Step
from nscl_registration.domain.supports import Support
from nscl_registration.queries.applications import list_applications, show_application
from nscl_registration.storage.application_repository import ApplicationRepository
from nscl_registration.storage.documents import ApplicationDocument

BATCH = 100
YEARS = range(2021, 2027)
PRODUCTS = ("Đá xây dựng", "Hoa hồi khô", "Rau an toàn", "Thạch đen", "Na Chi Lăng", "Cao khô")


def case(number, firm, dice):
    """Return an application of ``firm`` in some state."""
    year = dice.choice(YEARS)
    project = f"{year}-P{dice.randrange(8)}"
    product = dice.choice(PRODUCTS)
    made = Application(
        id=f"{1_700_000_000_000 + number:012x}-{dice.getrandbits(64):016x}",
        case_number=f"{project}-{number:06d}",
        firm_id=firm.id,
        firm_name=firm.name,
        org_type=firm.org_type,
        owner_account_id=f"account-{firm.id}",
        project_id=project,
        year=year,
        supports=(Support(item_code="CN-01", product_id="p", product_name=product, system=None),),
        estimated_cost_vnd=80_000_000,
        state=dice.choice(list(ApplicationState)),
    )
    made.history.append(Step(ApplicationState.DRAFT, date(year, 4, 1), "Cán bộ"))
    return made


def fill_cases(size, firms, dice, seconds):
    """Insert ``size`` applications, fewer when ``seconds`` are over; return the last."""
    repository, collection = ApplicationRepository(), ApplicationDocument._get_collection()
    started, last = time.perf_counter(), None
    for done in range(0, size, BATCH):
        cases = [case(done + n, dice.choice(firms), dice) for n in range(min(BATCH, size - done))]
        rows = [ApplicationDocument(id=c.id, version=1, **repository.to_fields(c)) for c in cases]
        collection.insert_many([row.to_mongo() for row in rows])
        last = cases[-1]
        spent = time.perf_counter() - started
        if done % 5_000 == 0:
            print(f"  {done:>7,} applications after {spent:.0f} s", flush=True)
        if spent > seconds:
            print(f"  stopped at {done + BATCH:,}: {seconds} s are over", flush=True)
            break
    return last


def case_questions(last, firms):
    """Return what officers and firms ask of applications."""
    cursor = list_applications()["next"]
    names = [firm.name for firm in firms]

    def words(number):
        return " ".join(names[number % len(names)].split()[-2:])

    return {
        "applications, first page": lambda _n: list_applications(),
        "applications, next page": lambda _n: list_applications(cursor=cursor),
        "applications, by state": lambda _n: list_applications(state="submitted"),
        "applications, by project": lambda _n: list_applications(project_id=last.project_id),
        "applications, by project and state": lambda _n: list_applications(
            project_id=last.project_id, state="submitted"
        ),
        "applications, of a firm": lambda n: list_applications(firm_id=firms[n].id),
        "applications, of an account": lambda n: list_applications(owner=f"account-{firms[n].id}"),
        "applications, two telling words": lambda n: list_applications(q=words(n)),
        "applications, whole name": lambda n: list_applications(q=names[n]),
        "applications, a common word": lambda _n: list_applications(q="cong ty"),
        "applications, beginnings": lambda _n: list_applications(q="huy so"),
        "applications, nothing found": lambda _n: list_applications(q="cong ty zzz"),
        "applications, case number": lambda _n: list_applications(q=last.case_number),
        "applications, words and state": lambda n: list_applications(q=words(n), state="approved"),
        "one application": lambda _n: show_application(last.id),
    }
