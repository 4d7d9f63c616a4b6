"""Every service starts and is useful with no other service running."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from nscl_contracts import CONTENT_TYPE, CloudEvent, encode
from nscl_contracts.registration import ApplicationApproved, ProjectOpened
from nscl_shared.auth import Principal, TokenSigner, read_signing_key
from nscl_shared.kernel import new_id
from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing
from nscl_shared.messaging.topology import declare_producer
from nscl_shared.testing.stack import Stack

pytestmark = pytest.mark.stack

FIRM = {"firm_id": None, "name": "HTX Ví dụ", "org_type": "HTX"}


def client(stack: Stack, role: str = "officer") -> httpx.Client:
    """Log in without the identity service: with a token signed by the instance's key."""
    key = read_signing_key(stack.layout.home / "secrets" / "signing-key.pem")
    token = TokenSigner(key).issue(Principal(subject=new_id(), username="canbo", role=role))
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "vi"}
    return httpx.Client(base_url=stack.url, headers=headers, timeout=30, trust_env=False)


def created(answer: httpx.Response) -> dict:
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def announce(stack: Stack, contract, **changes) -> None:
    """Publish an event as the absent registration service would."""
    data = contract().load({**contract.example, **changes})
    event = CloudEvent(
        id=new_id(),
        source="/province/lang-son/registration",
        type=contract.type,
        subject=str(data[contract.subject_field]),
        time=datetime.now(UTC),
        sequence=1,
        data=data,
    )
    publisher = ConfirmingPublisher(stack.amqp_uri, heartbeat=0)
    declare_producer(publisher.channel, "registration")
    body = Outgoing(
        "registration.events", contract.type, encode(event), {"content_type": CONTENT_TYPE}
    )
    publisher.publish([body])
    publisher.close()


def identity_logs_people_in(stack: Stack) -> None:
    body = {"username": "admin", "password": stack.admin_password}
    with client(stack) as web:
        token = web.post("/api/identity/tokens", json=body).json()["access_token"]
        me = web.get("/api/identity/me", headers={"Authorization": f"Bearer {token}"})
    assert me.json()["username"] == "admin"


def registration_takes_a_firm(stack: Stack) -> None:
    with client(stack) as web:
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
    with client(stack) as web:
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
    with client(stack) as web:
        product = created(
            web.post("/api/traceability/products", json={"name": "Na Chi Lăng", "firm": FIRM})
        )
        made = created(web.post(f"/api/traceability/products/{product['id']}/lots", json=lot))
        batch = {"quantity": 10, "issued_on": str(today)}
        issued = created(web.post(f"/api/traceability/lots/{made['id']}/stamp-batches", json=batch))
    page = httpx.get(issued["first_url"], headers={"Accept": "text/html"}, trust_env=False)
    assert page.status_code == 200
    assert "Sản phẩm chính hãng" in page.text
    assert len(page.content) < 60_000


def notifications_tell_what_an_event_says(stack: Stack) -> None:
    announce(stack, ApplicationApproved, contact_email="lien.he@vidu.example")
    with client(stack) as web:

        def delivered() -> bool:
            found = web.get("/api/notifications/deliveries", params={"state": "delivered"})
            return bool(found.json()["items"])

        stack.until(delivered, "the mail to be delivered", 60)
    (mail,) = (stack.layout.home / "mail").glob("*.eml")
    assert "lien.he@vidu.example" in mail.read_text(errors="replace")


def reporting_reports_what_events_say(stack: Stack) -> None:
    announce(stack, ProjectOpened)
    announce(stack, ApplicationApproved)
    with client(stack) as web:

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
