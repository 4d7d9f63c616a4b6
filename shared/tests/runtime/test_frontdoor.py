"""The front door: real nginx, configured from manifests, one origin."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from nscl_shared.i18n import catalogue
from nscl_shared.plugins import NavigationItem, ServiceManifest
from nscl_shared.province import Profile, load_profile
from nscl_shared.runtime import frontdoor_pages
from nscl_shared.runtime.frontdoor import FrontDoor
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.platform import provinces_path
from nscl_shared.runtime.ports import PortBook, listens
from nscl_shared.runtime.state import PartState, PlatformState

from .conftest import Start

# Answers every request with what it received.
ECHO = """
import http.server, json, sys
class Echo(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps({"path": self.path, "headers": dict(self.headers)}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_POST = do_GET
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Echo).serve_forever()
"""


def manifest(name: str, *prefixes: str, **changes: object) -> ServiceManifest:
    """A service that is only a manifest."""
    return ServiceManifest(
        name=name,
        title={"vi": f"Dịch vụ {name}", "en": f"The {name} service"},
        service_class=f"{name}:Service",
        prefixes=prefixes,
        setup=f"{name}:setup",
        navigation=(NavigationItem("Things", f"/{name}/things"),),
        **changes,
    )


@pytest.fixture
def profile() -> Profile:
    """The profile of Lạng Sơn."""
    return load_profile(provinces_path() / "lang-son")


@pytest.fixture
def door(layout: Layout, ports: PortBook, profile: Profile) -> FrontDoor:
    """A front door to an echoing service, one that takes uploads, and one that is down."""
    manifests = {
        "echo": manifest("echo", "/echo", "/api/echo", "/01"),
        "upload": manifest("upload", "/upload", extra={"max_body_mib": 3}),
        "absent": manifest("absent", "/absent", "/api/absent"),
    }
    echo = ports.choose("service-echo", 20)
    service_ports = {"echo": echo, "upload": echo, "absent": ports.choose("service-absent", 21)}
    return FrontDoor(layout, ports, profile, manifests, service_ports)


@pytest.fixture
def client(door: FrontDoor, layout: Layout, start: Start) -> Iterator[httpx.Client]:
    """A browser in front of the running front door."""
    port = door.service_ports["echo"]
    echo = Part(
        "echo",
        (sys.executable, "-c", ECHO, str(port)),
        layout.log_of("echo"),
        lambda: listens(port),
    )
    start(echo, door.part()).wait_ready(20)
    with httpx.Client(base_url=f"http://127.0.0.1:{door.port}", trust_env=False) as browser:
        yield browser


def test_nginx_accepts_the_configuration(door: FrontDoor) -> None:
    part = door.part()
    part.prepare()
    checked = subprocess.run([*part.command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr


def test_requests_reach_their_service_with_a_request_id(client: httpx.Client) -> None:
    answer = client.get("/echo/a%2Fb?q=1", headers={"X-Forwarded-For": "6.6.6.6"})
    received = answer.json()
    assert received["path"] == "/echo/a%2Fb?q=1"
    assert received["headers"]["X-Request-ID"] == answer.headers["X-Request-ID"]
    assert received["headers"]["X-Forwarded-For"] == "127.0.0.1"
    assert received["headers"]["X-Forwarded-Proto"] == "http"


def test_a_caller_keeps_a_plain_request_id_only(client: httpx.Client) -> None:
    kept = client.get("/echo", headers={"X-Request-ID": "abc-123"})
    assert kept.headers["X-Request-ID"] == "abc-123"
    replaced = client.get("/echo", headers={"X-Request-ID": "a b<script>"})
    assert "script" not in replaced.headers["X-Request-ID"]


def test_a_prefix_ends_at_a_slash(client: httpx.Client) -> None:
    assert client.get("/01/08931234567890").status_code == 200
    assert client.get("/0123").status_code == 404
    assert client.get("/echoes").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/metrics",
        "/health/ready",
        "/health/flow",
        "/echo/../metrics",
        "/echo/%2e%2e/metrics",
        "/nginx.conf",
        "/home.vi.html",
    ],
)
def test_what_is_inside_stays_inside(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_home_page_lists_the_services_in_the_readers_language(client: httpx.Client) -> None:
    page = client.get("/")
    assert '<html lang="vi">' in page.text
    assert "Dịch vụ echo" in page.text
    assert 'href="/absent/things"' in page.text
    assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    english = client.get("/", headers={"Accept-Language": "en-GB,en;q=0.9,vi;q=0.5"})
    assert "The echo service" in english.text
    chosen = client.get("/?lang=en")
    assert "lang=en" in chosen.headers["Set-Cookie"]
    assert "The echo service" in client.get("/").text
    assert client.get("/_front/page.css").headers["Content-Type"].startswith("text/css")


def test_a_service_that_is_down_is_explained(client: httpx.Client) -> None:
    page = client.get("/absent/things")
    assert page.status_code == 502
    assert "Không có dữ liệu nào bị mất" in page.text
    assert page.headers["Retry-After"] == "5"
    problem = client.get("/api/absent/things", headers={"Accept-Language": "en"})
    assert problem.headers["Content-Type"].startswith("application/problem+json")
    assert problem.json()["code"] == "service-unavailable"


def test_too_large_a_body_is_refused_with_a_remedy(client: httpx.Client) -> None:
    large = b"x" * (2 * 1024 * 1024)
    refused = client.post("/api/echo", content=large, headers={"Accept-Language": "en"})
    assert refused.status_code == 413
    assert refused.json()["code"] == "body-too-large"
    assert "1 MB" in refused.json()["detail"]
    assert client.post("/upload/file", content=large).status_code == 200


def test_the_combined_health_follows_the_parts(client: httpx.Client, layout: Layout) -> None:
    www = layout.frontdoor / "www"
    me = PartState("supervisor", "running")
    frontdoor_pages.write_health(www, PlatformState(me, [PartState("a", "ready")]))
    assert client.get("/health").json() == {"status": "ok", "parts": {"a": "ready"}}
    frontdoor_pages.write_health(www, PlatformState(me, [PartState("a", "crashed")]))
    unwell = client.get("/health")
    assert unwell.status_code == 503
    assert unwell.json()["parts"] == {"a": "crashed"}


def test_every_word_of_the_pages_is_translated(
    tmp_path: Path, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()

    def listening(msgid: str) -> str:
        asked.add(msgid)
        return msgid

    monkeypatch.setattr(frontdoor_pages, "say", listening)
    frontdoor_pages.write_pages(tmp_path, profile, [manifest("a", "/a")])
    assert asked <= catalogue(frontdoor_pages.PACKAGE, "vi").texts.keys()
    assert json.loads((tmp_path / "problem" / "404.en.problem").read_text())["status"] == 404
