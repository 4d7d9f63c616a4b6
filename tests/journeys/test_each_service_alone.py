"""Every service starts and is useful with no other service running."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from nscl_contracts.registration import ApplicationApproved, ProjectOpened
from nscl_shared.testing.producer import announce, example_event
from nscl_shared.testing.stack import Stack

pytestmark = pytest.mark.stack

FIRM = {"firm_id": None, "name": "HTX Ví dụ", "org_type": "HTX"}


def created(answer: httpx.Response) -> dict:
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def identity_logs_people_in(stack: Stack) -> None:
    body = {"username": "admin", "password": stack.admin_password}
    with stack.client() as web:
        token = web.post("/api/identity/tokens", json=body).json()["access_token"]
        me = web.get("/api/identity/me", headers={"Authorization": f"Bearer {token}"})
    assert me.json()["username"] == "admin"


def registration_takes_a_firm(stack: Stack) -> None:
    with stack.client() as web:
        body = {"name": "HTX Ví dụ", "org_type": "HTX", "products": [{"name": "Na Chi Lăng"}]}
        firm = created(web.post("/api/registration/firms", json=body))
        assert web.get(f"/api/registration/firms/{firm['id']}").json()["name"] == "HTX Ví dụ"


def certification_opens_a_case_for_a_firm_typed_in(stack: Stack) -> None:
    body = {
        "scheme": "vietgap",
        "standard": "TCVN 11892-1:2017",
        "firm": FIRM,
        "products": [{"product_id": None, "name": "Na Chi Lăng"}],
        "opened_on": "2022-06-10",
    }
    with stack.client() as web:
        case = created(web.post("/api/certification/cases", json=body))
        assert web.get(f"/api/certification/cases/{case['id']}").status_code == 200


def traceability_issues_a_stamp_that_verifies(stack: Stack) -> None:
    today = datetime.now(UTC).date()
    lot = {
        "lot_number": "L1",
        "produced_on": str(today),
        "expires_on": str(today + timedelta(days=30)),
        "quantity": 10,
        "unit": "hộp",
    }
    with stack.client() as web:
        product = created(
            web.post("/api/traceability/products", json={"name": "Na Chi Lăng", "firm": FIRM})
        )
        made = created(web.post(f"/api/traceability/products/{product['id']}/lots", json=lot))
        batch = {"quantity": 10, "issued_on": str(today), "activate": True}
        issued = created(web.post(f"/api/traceability/lots/{made['id']}/stamp-batches", json=batch))
    page = httpx.get(issued["first_url"], headers={"Accept": "text/html"}, trust_env=False)
    assert page.status_code == 200
    assert "Sản phẩm chính hãng" in page.text
    assert len(page.content) < 60_000


def notifications_tell_what_an_event_says(stack: Stack) -> None:
    announce(
        stack.amqp_uri,
        example_event(ApplicationApproved, contact_email="lien.he@vidu.example"),
    )
    with stack.client() as web:

        def delivered() -> bool:
            found = web.get("/api/notifications/deliveries", params={"state": "delivered"})
            return bool(found.json()["items"])

        stack.until(delivered, "the mail to be delivered", 60)
    (mail,) = (stack.layout.home / "mail").glob("*.eml")
    assert "lien.he@vidu.example" in mail.read_text(errors="replace")


def reporting_reports_what_events_say(stack: Stack) -> None:
    announce(stack.amqp_uri, example_event(ProjectOpened), example_event(ApplicationApproved))
    with stack.client() as web:

        def counted() -> bool:
            totals = web.get("/api/reporting/years/2022/report").json()["totals"]
            return (totals["projects"], totals["participations"]) == (1, 1)

        stack.until(counted, "the report to count the events", 60)


USES: dict[str, Callable[[Stack], None]] = {
    "identity": identity_logs_people_in,
    "registration": registration_takes_a_firm,
    "certification": certification_opens_a_case_for_a_firm_typed_in,
    "traceability": traceability_issues_a_stamp_that_verifies,
    "notifications": notifications_tell_what_an_event_says,
    "reporting": reporting_reports_what_events_say,
}


@pytest.mark.parametrize("service", USES)
def test_a_service_is_useful_alone(service: str, tmp_path) -> None:
    with Stack(tmp_path / "home", [service]) as stack:
        assert stack.state.facts["services"] == service
        USES[service](stack)
