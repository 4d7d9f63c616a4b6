"""The real service process on a real broker and database, and people to talk to it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest

from nscl_identity.manifest import MANIFEST
from nscl_shared.runtime.database import Database
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.runtime.ports import LOOPBACK
from nscl_shared.runtime.secrets import Secrets
from nscl_shared.runtime.services import Services
from nscl_shared.testing.arrivals import Arrivals, listening
from nscl_shared.testing.fixtures import supervised
from nscl_shared.web.session import COOKIE

API = "/api/identity"
PASSWORD = "rau-sach-lang-son"
ENGLISH = {"Accept-Language": "en"}
HTML = {"Accept": "text/html", **ENGLISH}
_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Running:
    """Where the service is, and the password of its first administrator."""

    url: str
    amqp_uri: str
    admin_password: str

    def client(self, **headers: str) -> httpx.Client:
        """Return a client that nobody is logged in to; it reads English unless told."""
        return httpx.Client(
            base_url=self.url, headers={**ENGLISH, **headers}, timeout=60, trust_env=False
        )

    def log_in(self, username: str, password: str) -> str:
        """Return a bearer token, got as programs get it."""
        with self.client() as client:
            body = {"username": username, "password": password}
            answer = client.post(f"{API}/tokens", json=body).raise_for_status()
        return str(answer.json()["access_token"])

    def bearer(self, token: str, **headers: str) -> httpx.Client:
        """Return a program's client."""
        return self.client(Authorization=f"Bearer {token}", **headers)

    def browser(self, token: str, **headers: str) -> httpx.Client:
        """Return a browser that is logged in by its cookie."""
        return self.client(**{**HTML, "Cookie": f"{COOKIE}={token}", **headers})


@pytest.fixture(scope="session")
def service(broker: Any, tmp_path_factory: Any) -> Iterator[Running]:
    """The service with a database of its own: the tests of ``storage`` empty theirs."""
    layout = Layout(tmp_path_factory.mktemp("identity"))
    with owned(layout, base=0) as ports:
        database = Database(layout, ports)
        common = {
            "NSCL_AMQP_URI": broker.amqp_uri,
            "NSCL_MONGODB_URI": database.mongodb_uri,
            "NSCL_PROVINCE": "lang-son",
        }
        services = Services(layout, ports, {"identity": MANIFEST}, common, ("database",)).parts()
        with supervised(layout, [*database.parts(), *services]):
            password = Secrets(layout.secrets).admin_password_file.read_text()
            yield Running(f"http://{LOOPBACK}:{services[0].port}", broker.amqp_uri, password)


@pytest.fixture
def anyone(service: Running) -> Iterator[httpx.Client]:
    """Somebody who is not logged in."""
    with service.client() as client:
        yield client


@pytest.fixture
def admin_token(service: Running) -> str:
    """The first administrator's token."""
    return service.log_in("admin", service.admin_password)


@pytest.fixture
def admin(service: Running, admin_token: str) -> Iterator[httpx.Client]:
    """The first administrator."""
    with service.bearer(admin_token) as client:
        yield client


@dataclass(frozen=True)
class Person:
    """An account that was made for a test."""

    id: str
    username: str
    role: str
    password: str = PASSWORD


@pytest.fixture
def person(admin: httpx.Client) -> Callable[..., Person]:
    """Make an account of a role, with a name of its own."""

    def made(role: str = "officer", **over: Any) -> Person:
        body = {**details(), "role": role, **over}
        answer = admin.post(f"{API}/accounts", json=body)
        assert answer.status_code == 201, answer.text
        return Person(answer.json()["id"], body["username"], role)

    return made


@pytest.fixture
def signed_in(service: Running, person: Callable[..., Person]) -> Callable[[str], httpx.Client]:
    """Return a client of a new account of a role."""
    return lambda role: service.bearer(service.log_in(person(role).username, PASSWORD))


def details(**over: str) -> dict[str, Any]:
    """Return what signing up asks for; the user name is new each time."""
    name = f"user{next(_NUMBERS)}"
    given = {"username": name, "display_name": "Lê Thị C", "email": f"{name}@vidu.example"}
    return {**given, "password": PASSWORD, **over}


@pytest.fixture
def ask() -> Callable[..., dict[str, Any]]:
    """What signing up asks for."""
    return details


def morsel(response: httpx.Response) -> Any:
    """Return the session cookie that an answer sets, with its flags."""
    cookies = SimpleCookie()
    for header in response.headers.get_list("set-cookie"):
        cookies.load(header)
    return cookies.get(COOKIE)


@pytest.fixture
def session_cookie() -> Callable[[httpx.Response], Any]:
    """Read the session cookie that an answer sets."""
    return morsel


@pytest.fixture
def events(service: Running) -> Iterator[Arrivals]:
    """What the service announces from now on."""
    with listening(service.amqp_uri, "identity") as arrivals:
        yield arrivals
