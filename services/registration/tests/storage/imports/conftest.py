"""Workbooks whose rows are kept, checked and imported on the real database."""

import pytest

from nscl_registration.domain.import_rows import marked
from nscl_registration.domain.steps import Actor
from nscl_registration.entrypoints.import_job import advance
from nscl_registration.handlers.commands import OpenProject
from nscl_registration.handlers.import_commands import (
    BeginImport,
    ReceiveRows,
    StartImport,
)
from nscl_registration.queries.imports import show_import
from nscl_registration.storage.import_repository import keep_rows
from nscl_shared.i18n import add_package

add_package("nscl_registration")  # as the service does: the words of workbooks are Vietnamese
CLERK = Actor("account-officer", "Cán bộ A")
TAX_CODE = "0100109106"


def cells(number, **over):
    given = {
        "name": f"Hợp tác xã {number:04d}{number * 7919:x}",
        "org_type": "HTX · Hợp tác xã",
        "commune": "Xã Na Sầm",
        "item_1": "CN-01",
        "product": "Hoa hồi",
        "cost": "80000000",
        "commitment": "Có",
        "handed_in": "Đã nộp",
    }
    return {**given, **over}


@pytest.fixture
def project(bus, make):
    plan = bus.execute(make.yearly_plan())["id"]
    return bus.execute(OpenProject(code="P1", year=2022, topic="CN", plan_id=plan))["id"]


@pytest.fixture
def begin(bus, project):
    def begin(rows, workbook="wb-1", first=2):
        found, examples = marked(workbook, list(enumerate(rows, first)))
        command = BeginImport(
            by=CLERK,
            workbook_id=workbook,
            project_id=project,
            file_name="a.xlsx",
            columns={"cost": "Q"},
            count=len(found),
            last_row=found[-1].number,
            examples=examples,
        )
        import_id = bus.execute(command)["id"]
        keep_rows(import_id, found)
        bus.execute(ReceiveRows(import_id=import_id))
        return import_id

    return begin


@pytest.fixture
def run(bus):
    def run(import_id):
        while show_import(import_id)["state"] in ("checking", "importing"):
            advance(bus, import_id)
        return show_import(import_id)

    return run


@pytest.fixture
def imported(begin, run, bus):
    def imported(rows, **over):
        import_id = begin(rows, **over)
        run(import_id)
        bus.execute(StartImport(by=CLERK, import_id=import_id))
        return run(import_id)

    return imported
