"""What happens is announced on ``registration.events`` as the contracts say."""

import httpx

from nscl_contracts import catalogue
from nscl_registration.publishing.announce import CONTRACTS
from nscl_shared.messaging.topology import partner_exchange
from nscl_shared.testing.arrivals import listening

API = "/api/registration"


def test_the_way_of_an_application_arrives_in_order_with_the_whole_application(
    events, register, project
):
    application_id = register.appraised(project)
    register.step(
        application_id,
        "approve",
        support_vnd=40_000_000,
        decided_on="2022-05-20",
        decision_number="12/QĐ-SKHCN",
    ).raise_for_status()
    register.step(
        application_id,
        "agreement",
        number="01/HĐ-NSCL",
        total_cost_vnd=80_000_000,
        support_vnd=40_000_000,
        signed_on="2022-06-01",
    ).raise_for_status()
    steps = events.of(application_id, 3)
    assert [event.type.split(".")[3] for event in steps] == [
        "application-submitted",
        "application-approved",
        "agreement-signed",
    ]
    assert [event.sequence for event in steps] == [2, 5, 6]
    for event in steps:
        assert event.province == "lang-son"
        assert event.data["project_id"] == project
        assert event.data["supports"][0]["item_code"] == "CN-01"
        assert event.data["estimated_cost_vnd"] == 80_000_000
    assert steps[-1].data["legal_basis"] == "748/QĐ-UBND ngày 20/04/2018"


def test_an_approval_carries_where_to_tell_the_unit(events, officer, register, project):
    firm = register.firm(contact_email="lien.he@vidu.example")
    body = register.body(firm, project)
    application_id = officer.post(f"{API}/applications", json=body).json()["id"]
    register.step(application_id, "submit", submitted_on="2022-04-20")
    register.step(application_id, "receive")
    register.step(application_id, "appraise")
    register.step(application_id, "approve", support_vnd=1, decided_on="2022-05-20")
    assert events.of(application_id, 2)[1].data["contact_email"] == "lien.he@vidu.example"


def test_refusals_withdrawals_and_activities_are_announced(events, officer, register, project):
    refused, withdrawn = register.appraised(project), register.application(project)["id"]
    register.step(refused, "refuse", reason="Ngoài tỉnh", decided_on="2022-05-20")
    register.step(withdrawn, "withdraw", reason="Đơn vị rút", withdrawn_on="2022-05-01")
    activity = {"kind": "training", "audience": "DN", "title": "Tập huấn", "year": 2022}
    made = officer.post(f"{API}/activities", json=activity).json()
    assert events.named("application-refused.v1").data["reason"] == "Ngoài tỉnh"
    assert events.named("application-withdrawn.v1").subject == withdrawn
    assert events.named("activity-recorded.v1").subject == made["id"]


def test_plans_and_projects_are_announced(events, officer):
    plan = {
        "kind": "provincial_plan",
        "number": "79/KH-UBND",
        "signed_on": "2021-04-05",
        "issuer": "UBND",
        "title": "Kế hoạch 2021–2025",
        "period_from": 2021,
        "period_to": 2025,
    }
    parent_id = officer.post(f"{API}/plans", json=plan).json()["id"]
    yearly = {
        **plan,
        "kind": "yearly_plan",
        "number": "10/KH-UBND",
        "period_from": 2023,
        "period_to": 2023,
        "parent_id": parent_id,
    }
    plan_id = officer.post(f"{API}/plans", json=yearly).json()["id"]
    project = {"code": "P1", "year": 2023, "topic": "x", "plan_id": plan_id}
    officer.post(f"{API}/projects", json=project).raise_for_status()
    assert events.of(plan_id, 1)[0].data["parent_id"] == parent_id
    assert events.of("2023-P1", 1)[0].data["plan_id"] == plan_id


def test_a_personal_number_never_leaves_the_service(events, officer):
    body = {"name": "Hộ kinh doanh A", "org_type": "HKD", "tax_code": "020088001234"}
    made = officer.post(f"{API}/firms", json=body).json()
    assert events.of(made["id"], 1)[0].data["tax_code"] is None


def test_agencies_hear_the_same_without_contacts_and_in_order(service, register, project):
    with listening(service.amqp_uri, "registration", partner_exchange) as partner:
        firm = register.firm(contact_email="lien.he@vidu.example", contact_name="Bà Liên")
        application_id = register.appraised(project)
        register.step(application_id, "refuse", reason="Ngoài tỉnh", decided_on="2022-05-20")
        registered = partner.of(firm["id"], 1)[0]
        steps = partner.of(application_id, 2)
    assert registered.data["name"]
    assert not {name for name in registered.data if name.startswith("contact")}
    assert [event.type.split(".")[3] for event in steps] == [
        "application-submitted",
        "application-refused",
    ]
    assert "contact_email" not in steps[1].data


def test_what_is_refused_is_not_announced(events, officer, register):
    refused = officer.post(f"{API}/firms", json={"name": "x", "org_type": "DN", "tax_code": "1"})
    assert refused.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    last = register.firm(name="Sau cùng")
    events.of(last["id"], 1)
    assert [event.subject for event in events.taken if "firm-registered" in event.type] == [
        last["id"]
    ]


def test_every_contract_of_this_service_has_its_announcement():
    ours = {contract for contract in catalogue().values() if contract.service == "registration"}
    assert ours == CONTRACTS
