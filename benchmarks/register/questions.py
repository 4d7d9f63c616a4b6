"""What officers, firms and others ask of the lists: every combination of their filters."""

from datetime import date
from itertools import product

from benchmarks.register.cases import OFFICERS, PRODUCTS
from benchmarks.register.units import COMMUNES, OFFICER, entry

from nscl_registration.handlers import commands
from nscl_registration.handlers.table import HANDLERS
from nscl_registration.queries.applications import list_applications, show_application
from nscl_registration.queries.calls import list_calls, list_proposals
from nscl_registration.queries.duplicates import alike, list_pairs
from nscl_registration.queries.firms import history_of, list_firms, show_firm
from nscl_registration.queries.inbox import QUEUES, Wanted, inbox, next_deadlines
from nscl_registration.queries.measures import sums_of
from nscl_registration.queries.money import ledger_lines
from nscl_registration.queries.programme import list_activities, list_projects, with_counts
from nscl_registration.queries.programme_tree import programme_tree
from nscl_registration.queries.timeline import timeline_of
from nscl_registration.storage.lists import NOBODY
from nscl_registration.storage.work import RegistrationUnitOfWork
from nscl_shared.messaging import CommandBus

TODAY = date(2026, 6, 1)
COMMON = ("cong ty", "huy so", "cong ty zzz", "minh")


def case_questions(last, firms):
    """Return the questions about applications by what they are about."""
    names = [firm.name for firm in firms]
    texts = [lambda n: " ".join(names[n].split()[-2:]), lambda n: names[n + 20],
             lambda n: f"{names[n + 40].split()[-1]} {PRODUCTS[n % len(PRODUCTS)]}",
             lambda _n: last.case_number, *map(_same, COMMON)]  # fmt: skip
    cursor = list_applications()["next"]
    filters = _combinations(
        state=(None, "submitted", "approved"), year=(None, 2023),
        project_id=(None, last.project_id), officer_id=(None, OFFICERS[0]),
    )  # fmt: skip
    return {
        "applications: all filters": [_asking(list_applications, one) for one in filters],
        "applications: all filters, searched": [
            _asking(list_applications, one, text) for one, text in product(filters, texts)
        ],
        "applications: the next page": [lambda _n: list_applications(cursor=cursor)],
        "applications of a unit, of an account": [
            lambda n: list_applications(firm_id=firms[n].id),
            lambda n: list_applications(owner=f"account-{firms[n].id}"),
        ],
        "one application": [lambda _n: show_application(last.id)],
        "timeline of a case": [lambda _n: timeline_of(last.id)],
    }


def inbox_questions(account):
    """Return the questions about work lists: of each role, by officer, overdue, by deadline."""
    wanted = [
        Wanted(account=account, today=TODAY, officer_id=whose, overdue=late)
        for whose, late in product((None, OFFICERS[1], NOBODY), (False, True))
    ]
    officer = [name for name, queue in QUEUES.items() if "officer" in queue.roles]
    return {
        "work lists: all, whose, overdue": [
            _waiting(name, one) for name, one in product(QUEUES, wanted)
        ],
        "work lists: the next page": [_next_waiting(name, wanted[0]) for name in officer],
        "next deadlines": [lambda _n, one=one: next_deadlines(officer, one) for one in wanted],
    }


def unit_questions(last, firms, dice):
    """Return the questions about units."""
    bus = CommandBus("registration", HANDLERS, RegistrationUnitOfWork)
    names = [firm.name for firm in firms]
    cursor = list_firms()["next"]
    filters = _combinations(
        org_type=(None, "HTX"), section=(None, "C"), commune_code=(None, COMMUNES[3]),
        province_code=(None, "20"),
    )  # fmt: skip
    texts = [
        lambda n: " ".join(names[n].split()[-2:]),
        lambda n: names[n + 20],
        *map(_same, COMMON),
    ]

    def register(_number):
        bus.execute(commands.RegisterFirm(by=OFFICER, **vars(entry(dice))))

    return {
        "units: all filters": [_asking(list_firms, one) for one in filters],
        "units: all filters, searched": [
            _asking(list_firms, one, text) for one, text in product(filters, texts)
        ],
        "units: the next page": [lambda _n: list_firms(cursor=cursor)],
        "one unit, its history": [
            lambda _n: show_firm(last.id), lambda _n: history_of(last.id)
        ],
        "duplicate check while registering": [lambda n: alike(names[n], ["0912345678"])],
        "possible duplicates": [lambda _n: list_pairs(), lambda _n: list_pairs(state="dismissed")],
        "register one, with its duplicate check": [register],
    }  # fmt: skip


def programme_questions(call_id, project_id):
    """Return the questions about the programme."""
    return {
        "projects with their figures": [
            lambda _n, year=year: with_counts(list_projects(year=year)["items"])
            for year in (None, 2023)
        ],
        "plan tree with money and targets": [
            lambda _n, year=year: programme_tree(year) for year in (None, 2023)
        ],
        "activities with their sums": [
            lambda _n, year=year: (list_activities(year), sums_of(year)) for year in (None, 2023)
        ],
        "calls": [lambda _n: list_calls()],
        "proposals of a call": [
            lambda _n, owner=owner: list_proposals(call_id, owner=owner)
            for owner in (None, "owner-7")
        ],
        "ledger of a project": [
            lambda _n, before=before: ledger_lines(project_id, before=before)
            for before in (None, 1_500)
        ],
    }


def _same(text):
    return lambda _n: text


def _combinations(**values):
    return [dict(zip(values, chosen, strict=True)) for chosen in product(*values.values())]


def _asking(ask, filters, text=None):
    return lambda n: ask(q=text(n) if text else None, **filters)


def _waiting(name, wanted):
    return lambda _n: inbox(name, wanted)


def _next_waiting(name, wanted):
    cursor = inbox(name, wanted)["next"]
    return lambda _n: inbox(name, wanted, cursor=cursor)
