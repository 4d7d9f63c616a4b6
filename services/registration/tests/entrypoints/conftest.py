"""The real service process on a real broker and database, and clients to talk to it."""

from __future__ import annotations

import io
import itertools
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import openpyxl
import pytest

from nscl_registration.manifest import MANIFEST
from nscl_shared.auth.principal import Principal
from nscl_shared.auth.tokens import TokenSigner
from nscl_shared.runtime.slot import Slot, Stage
from nscl_shared.testing.alone import running_alone
from nscl_shared.testing.arrivals import Arrivals, listening
from nscl_shared.testing.waiting import until

API = "/api/registration"
CALL = {
    "title": "Đề xuất nhiệm vụ năm 2024",
    "number": "558/SKHCN",
    "signed_on": "2023-04-17",
    "issuer": "Sở Khoa học và Công nghệ",
    "opens_on": "2023-04-17",
    "deadline": "2023-04-22",
    "priorities": ["Theo vùng"],
    "recipients": ["Bộ Khoa học và Công nghệ"],
    "required_documents": ["Phiếu đề xuất"],
}
PROPOSAL = {
    "title": "Mô hình điểm",
    "objective": "Nâng cao năng suất",
    "content": "Áp dụng Lean",
    "expected_results": "5 mô hình",
    "lead_unit": "Công ty TNHH Ví dụ",
    "period_from": 2024,
    "period_to": 2025,
    "budget": [{"source": "central_budget", "amount_vnd": 500_000_000}],
}
TAX_STEMS = (f"01{n:07d}" for n in itertools.count(1))


@dataclass(frozen=True)
class Running:
    """The address of the service and who may sign in."""

    url: str
    amqp_uri: str
    signer: TokenSigner
    slot: Slot

    def kill(self) -> None:
        """End the process as if its power was cut, and wait until another one is ready."""
        killed = self.slot.child
        assert killed is not None
        os.kill(killed.pid, signal.SIGKILL)
        until(
            lambda: self.slot.child not in (None, killed) and self.slot.stage is Stage.READY,
            "the service to be ready again",
            60,
        )

    def client(self, role: str, subject: str | None = None, **headers: str) -> httpx.Client:
        """Return a client with a bearer token."""
        principal = Principal(
            subject=subject or f"account-{role}",
            username=subject or role,
            role=role,
            display_name="Nguyễn Văn A",
        )
        token = self.signer.issue(principal)
        return httpx.Client(
            base_url=self.url,
            headers={"Authorization": f"Bearer {token}", **headers},
            timeout=60,
            trust_env=False,
        )


@pytest.fixture(scope="session")
def service(broker: Any, database: Any, tmp_path_factory: Any) -> Iterator[Running]:
    """The service, alone."""
    folder = tmp_path_factory.mktemp("registration")
    with running_alone(MANIFEST, folder, broker.amqp_uri, database.mongodb_uri) as alone:
        yield Running(alone.url, broker.amqp_uri, alone.signer, alone.supervisor.slots[0])


@pytest.fixture(scope="session")
def officer(service: Running) -> Iterator[httpx.Client]:
    """An officer who reads English."""
    with service.client("officer", **{"Accept-Language": "en"}) as client:
        yield client


@pytest.fixture(scope="session")
def owner(service: Running) -> Iterator[httpx.Client]:
    """A firm account."""
    with service.client("firm", "account-owner", **{"Accept-Language": "en"}) as client:
        yield client


@pytest.fixture(scope="session")
def stranger(service: Running) -> Iterator[httpx.Client]:
    """Another firm account."""
    with service.client("firm", "account-stranger", **{"Accept-Language": "en"}) as client:
        yield client


@pytest.fixture(scope="session")
def programme(officer: httpx.Client) -> str:
    """The yearly plan of 2022; its id."""
    plan = {
        "kind": "yearly_plan",
        "number": "73/KH-UBND",
        "signed_on": "2022-04-04",
        "issuer": "UBND tỉnh Lạng Sơn",
        "title": "Kế hoạch năm 2022",
        "period_from": 2022,
        "period_to": 2022,
    }
    return str(created(officer.post(f"{API}/plans", json=plan))["id"])


@pytest.fixture
def project(officer: httpx.Client, programme: str) -> str:
    """A new project; its id."""
    code = f"P{next(_NUMBERS)}"
    body = {"code": code, "year": 2022, "topic": "Chứng nhận", "plan_id": programme}
    return str(created(officer.post(f"{API}/projects", json=body))["id"])


_NUMBERS = itertools.count(100)


@dataclass
class Register:
    """Registers firms and files applications over REST."""

    client: httpx.Client
    names: Iterator[int] = field(default_factory=lambda: _NUMBERS)

    def firm(self, **over: Any) -> dict[str, Any]:
        body = {
            "name": f"Công ty số {next(self.names)}",
            "org_type": "DN",
            "products": [{"name": "Đá xây dựng 1x2"}],
        }
        return created(self.client.post(f"{API}/firms", json={**body, **over}))

    def body(self, firm: dict[str, Any], project: str, **over: Any) -> dict[str, Any]:
        support = {"item_code": "CN-01", "product_id": firm["products"][0]["product_id"]}
        return {
            "firm_id": firm["id"],
            "project_id": project,
            "supports": [support],
            "estimated_cost_vnd": 80_000_000,
            "commitment": True,
            **over,
        }

    def application(self, project: str, **over: Any) -> dict[str, Any]:
        body = self.body(self.firm(), project, **over)
        return created(self.client.post(f"{API}/applications", json=body))

    def step(self, application_id: str, name: str, **body: Any) -> httpx.Response:
        return self.client.post(f"{API}/applications/{application_id}/{name}", json=body)

    def appraised(self, project: str, **over: Any) -> str:
        application_id = str(self.application(project, **over)["id"])
        self.step(application_id, "submit", submitted_on="2022-04-20").raise_for_status()
        self.step(application_id, "receive", note="Đủ hồ sơ").raise_for_status()
        self.step(application_id, "appraise").raise_for_status()
        return application_id


@pytest.fixture
def register(officer: httpx.Client) -> Register:
    """What an officer enters from paper."""
    return Register(officer)


@pytest.fixture
def as_owner(owner: httpx.Client) -> Register:
    """What a firm account does for itself."""
    return Register(owner)


@pytest.fixture
def events(service: Running) -> Iterator[Arrivals]:
    """What the service announces from now on."""
    with listening(service.amqp_uri, "registration") as arrivals:
        yield arrivals


def created(response: httpx.Response) -> dict[str, Any]:
    """Return the body of a 201."""
    assert response.status_code == 201, response.text
    return dict(response.json())


@pytest.fixture
def browser(service: Running) -> Iterator[httpx.Client]:
    """An officer who asks for pages."""
    with service.client("officer", Accept="text/html") as client:
        yield client


@pytest.fixture
def commune(officer):
    return officer.get(f"{API}/units", params={"q": "ky lua", "on": "2025-07-01"}).json()["items"][
        0
    ]


@pytest.fixture
def whole(commune):
    return {
        "name": "Công ty TNHH Hồi Hữu Cơ Xứ Lạng",
        "short_name": "XULA",
        "org_type": "DN",
        "registration_number": "4900123456",
        "registration_issued_on": "2019-03-01",
        "registration_issuer": "Sở Kế hoạch và Đầu tư",
        "address": "12 Trần Đăng Ninh",
        "commune_code": commune["code"],
        "address_on": "2025-08-01",
        "production": [{"detail": "Thôn Nà Lốc", "unit_code": commune["code"], "on": "2025-08-01"}],
        "representative_name": "Trần Thị B",
        "representative_position": "Giám đốc",
        "contacts": [
            {
                "name": "Hoàng Văn C",
                "email": "c@vidu.example",
                "phone": "0205 3812 345",
                "consent": True,
                "consent_on": "2025-08-01",
                "consent_purpose": "Nhận thông báo",
            },
            {"name": "Lý Thị D", "position": "Kế toán"},
        ],
        "sector": "10",
        "employees": 25,
        "revenue_band": "3-10",
        "products": [{"name": "Hoa hồi khô", "standard": "TCVN 7040", "output": "20 tấn/năm"}],
        "systems": [{"name": "ISO 22000:2018", "number": "V-1", "expires_on": "2027-01-31"}],
    }


@pytest.fixture
def entry(officer, whole, register):
    whole["name"] = f"{whole['name']} {next(register.names)}"
    made = officer.post(f"{API}/firms", json=whole)
    assert made.status_code == 201, made.text
    return made.json()["id"]


@pytest.fixture
def texts() -> Any:
    """Return the values of a workbook's cells, as text."""

    def read(answer: httpx.Response) -> set[str]:
        assert answer.status_code == 200, answer.text
        assert "spreadsheetml" in answer.headers["content-type"]
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        return {str(cell) for row in sheet.values for cell in row if cell is not None}

    return read
