"""With the accounts and keys that ``secrets`` makes, the services do their work."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

from nscl_shared.runtime.process import inherited

pytestmark = pytest.mark.stack

SERVICES = sorted(
    path.parent.name for path in Path(__file__).parents[3].glob("services/*/Dockerfile")
)
SECONDS = 60


@pytest.mark.parametrize("name", SERVICES)
def test_the_service_is_ready_and_its_probe_and_gauge_say_so(services, name: str) -> None:
    service = services[name]
    probe = subprocess.run(
        [sys.executable, "-m", "nscl_shared.deploy.probe"],
        env=inherited({"NSCL_BIND": service.bind}),
        check=False,
        timeout=30,
    )
    assert probe.returncode == 0
    assert service.value("nscl_ready", service=name) == 1
    assert service.get("/health/live").status_code == 200


def login(identity, username: str, password: str):
    return identity.post("tokens", {"username": username, "password": password})


@pytest.fixture
def officer(services, secrets: Path) -> str:
    """The token of an officer whose account the first administrator made."""
    identity, password = services["identity"], (secrets / "admin-password").read_text()
    admin = login(identity, "admin", password).json()["access_token"]
    account = {
        "username": f"officer-{uuid4().hex[:8]}",
        "password": "một-mật-khẩu-dài-đủ",
        "display_name": "Cán bộ",
        "email": "officer@example.vn",
        "role": "officer",
    }
    made = identity.post("accounts", account, admin)
    assert made.status_code == 201, made.text
    return str(login(identity, account["username"], account["password"]).json()["access_token"])


def test_a_wrong_password_of_the_first_administrator_is_refused(services) -> None:
    assert login(services["identity"], "admin", "wrong").status_code == 401


def test_an_event_passes_from_service_to_service(services, officer: str) -> None:
    firm = {"name": "HTX Ví dụ", "org_type": "HTX", "products": [{"name": "Na Chi Lăng"}]}
    made = services["registration"].post("firms", firm, officer)
    assert made.status_code == 201, made.text
    receiver = services["certification"]
    deadline = time.monotonic() + SECONDS
    while not receiver.value("nscl_subscription_events_total", outcome="handled"):
        assert time.monotonic() < deadline, "the event did not arrive"
        time.sleep(0.1)
    assert services["registration"].value("nscl_relay_published_total") >= 1
