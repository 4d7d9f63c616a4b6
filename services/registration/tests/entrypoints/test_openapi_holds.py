"""The running interface keeps what its OpenAPI document promises, whoever asks (Schemathesis)."""

import os
from itertools import count, islice

import pytest

from nscl_shared.auth.principal import Principal
from nscl_shared.testing.rest_fuzz import Asker

from .conftest import API, CALL, PROPOSAL
from .workbooks import filled, row

EXAMPLES = int(os.environ.get("NSCL_FUZZ_EXAMPLES", "0"))
ROLES = {"officer": 3, "firm": 1, "appraiser": 1, "finance": 1, "admin": 1, "auditor": 1}
BEYOND_SCHEMAS = (
    "This day is in the future. Enter today or an earlier day.",
    "Consent needs the day it was given and its purpose. Enter both.",
    "This is not a web address.",  # a URI, but of a host that cannot be
)
STEPS = (
    ("submit", {"submitted_on": "2022-04-20"}),
    ("receive", {}),
    ("appraise", {}),
    ("approve", {"support_vnd": 1_000_000, "decided_on": "2022-05-20"}),
    (
        "agreement",
        {
            "number": "01/HĐ",
            "total_cost_vnd": 80_000_000,
            "support_vnd": 1_000_000,
            "signed_on": "2022-06-01",
        },
    ),
    ("start", {"started_on": "2022-06-05"}),
)
PLAN = {
    "kind": "yearly_plan",
    "signed_on": "2022-04-04",
    "issuer": "UBND tỉnh",
    "title": "Kế hoạch năm 2022",
    "period_from": 2022,
    "period_to": 2022,
}
NUMBERS = count(1)
ACTIVITY = {"kind": "training", "audience": "enterprise", "title": "Lớp 5S", "year": 2022}


def made(answer):
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def paper(client, kind, thing):
    files = {"file": ("phieu.pdf", b"%PDF-1.7", "application/pdf")}
    return made(client.post(f"{API}/{kind}/{thing}/attachments", files=files))


def upload(client, project):
    template = client.get(f"{API}/projects/{project}/import-template.xlsx").content
    return made(
        client.post(f"{API}/imports", files={"file": ("a.xlsx", filled(template, [row(1)]))})
    )


def cases(register, project):
    """Return an application in every state on the way, and more drafts."""
    for taken in (*range(len(STEPS) + 1), 0, 0):
        one = made(
            register.client.post(
                f"{API}/applications", json=register.body(register.firm(), project)
            )
        )
        for name, body in STEPS[:taken]:
            register.step(one, name, **body).raise_for_status()
        yield one


@pytest.fixture
def programme(officer):
    """Return a plan of its own: who asks may well end it."""
    return made(officer.post(f"{API}/plans", json={**PLAN, "number": f"{next(NUMBERS)}/KH-HỎI"}))


@pytest.fixture
def known(officer, owner, register, as_owner, project, programme):
    """Give ids of what exists, by the names that the interface has for them."""
    firms = [register.firm(), as_owner.firm(), register.firm()]
    calls = [made(officer.post(f"{API}/calls", json=CALL)) for _ in range(2)]
    proposals = [
        made(client.post(f"{API}/calls/{calls[0]}/proposals", json=PROPOSAL))
        for client in (officer, owner, owner)
    ]
    activity = made(officer.post(f"{API}/activities", json=ACTIVITY))
    things = [programme, project, activity, calls[0], proposals[1]]
    return {
        "application_id": [
            *cases(register, project),
            *islice(cases(as_owner, project), 1),
        ],
        "firm_id": [firm["id"] for firm in firms],
        "into": [firm["id"] for firm in firms],
        "product_id": [firms[0]["products"][0]["product_id"]],
        "project_id": [project],
        "plan_id": [programme],
        "node_id": [project, programme],
        "call_id": calls,
        "proposal_id": proposals,
        "activity_id": [activity],
        "thing_id": things,
        "import_id": [upload(officer, project) for _ in range(2)],
        "attachment_id": [paper(officer, "plans", programme)],
    }


@pytest.mark.parametrize(("role", "examples"), ROLES.items())
def test_whoever_asks_is_answered_as_the_document_says(service, known, role, examples):
    subject = "account-owner" if role == "firm" else f"account-{role}"
    principal = Principal(subject=subject, username=role, role=role)
    asker = Asker(
        service.url, "registration", service.signer.issue(principal), known, BEYOND_SCHEMAS
    )
    # what is malformed is refused alike whoever sends it: the officer reaches the most
    found = asker.ask(EXAMPLES or examples, wrong=bool(EXAMPLES) or role == "officer")
    assert found.asked >= len(found.accepted) > 0
    assert not found.faults, str(found)
