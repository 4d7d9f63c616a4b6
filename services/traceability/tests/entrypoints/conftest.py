"""The real service process on a real broker and database, and clients to talk to it."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from nscl_contracts.registration import FirmRegistered
from nscl_shared.auth.principal import Principal
from nscl_shared.auth.tokens import TokenSigner
from nscl_shared.kernel import new_id
from nscl_shared.runtime.supervisor import Supervisor
from nscl_shared.testing import waiting
from nscl_shared.testing.alone import running_alone
from nscl_shared.testing.arrivals import Arrivals, listening
from nscl_shared.testing.producer import announce, example_event
from nscl_traceability.domain.gtin import check_digit
from nscl_traceability.manifest import MANIFEST, SCANNER

API = "/api/traceability"
PUBLIC_URL = "https://nscl.langson.example"
COMMUNE_HEADER = "X-Commune"
PATIENCE_SECONDS = 60
_NUMBERS = itertools.count(1)


class FrontDoor(httpx.HTTPTransport):
    """Leads to the process whose prefix a path has, as the front door does."""

    def __init__(self, ports: dict[str, int]) -> None:
        super().__init__()
        self._ports = ports

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        fits = (
            port
            for prefix, port in self._ports.items()
            if f"{path}/".startswith(f"{prefix}/") or any(re.search(p, path) for p in SCANNER.paths)
        )
        request.url = request.url.copy_with(port=next(fits, request.url.port))
        return super().handle_request(request)


@dataclass(frozen=True)
class Running:
    """The address of the service, of the scan server, and who may sign in."""

    url: str
    amqp_uri: str
    signer: TokenSigner
    scan_port: int
    supervisor: Supervisor

    def pid(self) -> int | None:
        """Return the id of the service's process, None while there is none."""
        return self.supervisor.slots[0].report().pid

    def client(self, role: str, subject: str | None = None, **headers: str) -> httpx.Client:
        """Return a client with a bearer token."""
        principal = Principal(
            subject=subject or f"account-{role}",
            username=subject or role,
            role=role,
            display_name="Nguyễn Văn A",
        )
        bearer = {"Authorization": f"Bearer {self.signer.issue(principal)}"}
        return self.anyone(**bearer, **headers)

    def anyone(self, **headers: str) -> httpx.Client:
        """Return a client of nobody in particular."""
        door = FrontDoor(dict.fromkeys(SCANNER.prefixes, self.scan_port))
        return httpx.Client(base_url=self.url, headers=headers, timeout=60, transport=door)


@contextmanager
def serving(folder: Path, amqp_uri: str, mongodb_uri: str, **more: str) -> Iterator[Running]:
    """Run the service, alone, inside the block; ``more`` is set in its environment."""
    own = {
        "NSCL_PUBLIC_URL": PUBLIC_URL,
        "NSCL_SCAN_COMMUNE_HEADER": COMMUNE_HEADER,
        # the tests have one scan server, which writes in the order of its ids
        "NSCL_SIGNALS_LAG_SECONDS": "0.5",
    }
    with running_alone(MANIFEST, folder, amqp_uri, mongodb_uri, **(own | more)) as alone:
        _service, scan = alone.parts
        yield Running(alone.url, amqp_uri, alone.signer, scan.port or 0, alone.supervisor)


@pytest.fixture(scope="session")
def serve() -> Callable[..., Any]:
    """Runs further services."""
    return serving


@pytest.fixture(scope="session")
def service(broker: Any, database: Any, tmp_path_factory: Any) -> Iterator[Running]:
    """The service, alone."""
    folder = tmp_path_factory.mktemp("traceability")
    with serving(folder, broker.amqp_uri, database.mongodb_uri) as running:
        yield running


@pytest.fixture(scope="session")
def officer(service: Running) -> Iterator[httpx.Client]:
    """An officer who reads English."""
    with service.client("officer", **{"Accept-Language": "en"}) as client:
        yield client


@pytest.fixture(scope="session")
def consumer(service: Running) -> Iterator[httpx.Client]:
    """Anyone with a phone that asks for a page in English."""
    with service.anyone(**{"Accept": "text/html", "Accept-Language": "en"}) as client:
        yield client


@dataclass(frozen=True)
class Register:
    """Registers products, records lots and issues stamps over REST."""

    client: httpx.Client

    def body(self, **over: Any) -> dict[str, Any]:
        firm = {"firm_id": new_id(), "name": "HTX Na Chi Lăng", "org_type": "HTX"}
        return {"name": "Na Chi Lăng", "firm": firm, **over}

    def product(self, **over: Any) -> dict[str, Any]:
        return created(self.client.post(f"{API}/products", json=self.body(**over)))

    def lot(self, product_id: str, **over: Any) -> str:
        body = {
            "lot_number": "L2022-01",
            "produced_on": "2022-08-01",
            "expires_on": "2099-08-31",
            "quantity": 1_000,
            "unit": "hộp",
            **over,
        }
        answer = self.client.post(f"{API}/products/{product_id}/lots", json=body)
        return str(created(answer)["id"])

    def stamps(self, lot_id: str, quantity: int = 10) -> dict[str, Any]:
        body = {"quantity": quantity, "issued_on": "2022-08-05", "activate": True}
        return created(self.client.post(f"{API}/lots/{lot_id}/stamp-batches", json=body))

    def stamp(self, *, lot: dict[str, Any] | None = None, **product: Any) -> str:
        """Return the path of the first stamp of a new product and lot."""
        made = self.product(**product)
        url = str(self.stamps(self.lot(made["id"], **(lot or {})))["first_url"])
        return url.removeprefix(PUBLIC_URL)


@pytest.fixture(scope="session")
def register(officer: httpx.Client) -> Register:
    """What an officer enters."""
    return Register(officer)


@pytest.fixture(scope="session")
def registering() -> Callable[[httpx.Client], Register]:
    """The same for another client."""
    return Register


@pytest.fixture(scope="session")
def own_firm(service: Running) -> Iterator[Callable[..., tuple[httpx.Client, dict[str, str]]]]:
    """Makes firms that registration announced: the client of its account, and how it is named."""
    clients = ExitStack()

    def make(name: str = "HTX Của Tôi") -> tuple[httpx.Client, dict[str, str]]:
        firm_id, account = new_id(), new_id()
        changes = {"firm_id": firm_id, "owner_account_id": account, "org_type": "HTX"}
        announce(service.amqp_uri, example_event(FirmRegistered, name=name, **changes))
        client = clients.enter_context(service.client("firm", account, **{"Accept-Language": "en"}))
        body = {"firm_id": firm_id, "name": name, "org_type": "HTX"}

        def known() -> bool:
            answer = client.post(f"{API}/products", json={"name": "Thử", "firm": body})
            return answer.status_code == 201

        until(known, "the service knows the firm")
        return client, body

    with clients:
        yield make


@pytest.fixture(scope="module")
def own(own_firm: Callable[..., Any]) -> Any:
    """The client of a firm's account, and how the firm is named."""
    return own_firm("HTX Na")


@pytest.fixture
def lot_id(own: Any, registering: Callable[..., Register]) -> str:
    """A lot of 100 of that firm's."""
    client, firm = own
    register = registering(client)
    return register.lot(register.product(firm=firm, ocop_stars=4)["id"], quantity=100)


@pytest.fixture
def printed(officer: httpx.Client, own: Any, lot_id: str) -> tuple[str, list[dict[str, str]]]:
    """The address and the rows of a batch of 60: asked for, granted, issued, downloaded."""
    client, _ = own
    batch = done(client.post(f"{API}/lots/{lot_id}/stamp-requests", json={"quantity": 80}))
    url = f"{API}/stamp-batches/{batch['id']}"
    done(officer.post(f"{url}/approve", json={"quantity": 60}))
    done(officer.post(f"{url}/issue", json={}))
    rows = list(csv.DictReader(io.StringIO(client.get(f"{url}/stamps.csv").text)))
    return url, rows


@pytest.fixture
def gtin() -> str:
    """A GTIN-14 that no test has used."""
    body = f"893700{next(_NUMBERS):06d}"
    return f"0{body}{check_digit(body)}"


@pytest.fixture
def events(service: Running) -> Iterator[Arrivals]:
    """What the service announces from now on."""
    with listening(service.amqp_uri, "traceability") as arrivals:
        yield arrivals


def until(condition: Callable[[], Any], what: str, seconds: float = PATIENCE_SECONDS) -> Any:
    """Return the first true answer of ``condition``; the service may take its time."""
    return waiting.until(condition, what, seconds)


@pytest.fixture(scope="session")
def eventually() -> Callable[..., Any]:
    """Waits for a condition, with a deadline."""
    return until


def created(response: httpx.Response) -> dict[str, Any]:
    """Return the body of a 201."""
    assert response.status_code == 201, response.text
    return dict(response.json())


def done(response: httpx.Response) -> dict[str, Any]:
    """Return the body of what was done."""
    assert response.status_code in (200, 201), response.text
    return dict(response.json())


def code(response: httpx.Response) -> tuple[int, str]:
    """Return status and code of a refusal."""
    assert response.headers["content-type"] == "application/problem+json"
    return response.status_code, response.json()["code"]
