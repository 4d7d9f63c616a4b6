"""nginx accepts the front door of the container, and it answers as it should."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from nscl_shared.deploy.frontdoor import write_site
from nscl_shared.deploy.render import Deployment
from nscl_shared.plugins import service_manifests
from nscl_shared.province import Profile
from nscl_shared.runtime.frontdoor import FrontDoor
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ports import PortBook
from nscl_shared.runtime.process import require_program

SECONDS = 10


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def home(root: Path, profile: Profile, port: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The container's files with its absolute paths moved below one folder."""
    folder = tmp_path_factory.mktemp("frontdoor")
    write_site(root / "provinces" / profile.code, folder / "site")
    (folder / "tmp").mkdir()
    text = (root / "deploy/compose/nginx.conf").read_text()
    text = re.sub(r"(?<=[ \"])/(site|tmp)\b", rf"{folder}/\1", text)
    text = text.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    text = text.replace("access_log /dev/stdout", f"access_log {folder}/access.log")
    # A worker of root's nginx would be "nobody", who may not enter this folder.
    (folder / "nginx.conf").write_text(("user root;\n" if os.geteuid() == 0 else "") + text)
    return folder


@pytest.fixture(scope="session")
def front_door(home: Path, port: int) -> Iterator[httpx.Client]:
    """A client of a running nginx."""
    nginx = require_program("nginx", "nginx-light")
    command = [nginx, "-p", home, "-e", "stderr", "-c", home / "nginx.conf", "-g", "daemon off;"]
    process = subprocess.Popen(command)
    try:
        until_listening(process, port)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=SECONDS) as client:
            yield client
    finally:
        process.terminate()
        process.wait(SECONDS)


def until_listening(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("nginx did not start")


def test_nginx_accepts_the_configuration(run, home: Path) -> None:
    checked = run(
        "nginx", "nginx-light", "-t", "-p", home, "-e", "stderr", "-c", home / "nginx.conf"
    )
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr


def test_nginx_refuses_a_misspelt_directive(run, home: Path, tmp_path: Path) -> None:
    text = (home / "nginx.conf").read_text()
    (tmp_path / "nginx.conf").write_text(text.replace("proxy_read_timeout", "proxy_red_timeout"))
    checked = run("nginx", "nginx-light", "-t", "-e", "stderr", "-c", tmp_path / "nginx.conf")
    assert checked.returncode != 0


def test_home_is_in_vietnamese_and_names_the_services(
    front_door: httpx.Client, profile: Profile
) -> None:
    answer = front_door.get("/")
    assert answer.status_code == 200
    assert profile.name["vi"] in answer.text
    links = set(re.findall(r'href="/(\w+)', answer.text)) - {"_front", "contracts"}
    assert links
    assert links <= set(profile.services)


def test_home_in_english_is_remembered(front_door: httpx.Client) -> None:
    answer = front_door.get("/", params={"lang": "en"})
    assert 'lang="en"' in answer.text
    assert answer.headers["set-cookie"].startswith("lang=en;")


def test_design_leads_to_a_service_of_the_province_on_the_same_address(
    front_door: httpx.Client, profile: Profile
) -> None:
    answer = front_door.get("/_design")
    # Relative: the container does not know the port that people use.
    assert (answer.status_code, answer.headers["location"]) == (
        302,
        f"/{profile.services[0]}/_design",
    )


@pytest.mark.parametrize("path", ["/nothing", "/metrics", "/health/ready", "/design.conf"])
def test_what_is_not_for_the_public_is_not_found(front_door: httpx.Client, path: str) -> None:
    answer = front_door.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


def test_a_service_that_is_away_is_said_to_be_so(
    front_door: httpx.Client, profile: Profile
) -> None:
    answer = front_door.get(f"/api/{profile.services[0]}/things")
    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["code"] == "service-unavailable"


def test_a_body_beyond_the_limit_is_refused(front_door: httpx.Client, profile: Profile) -> None:
    answer = front_door.post(f"/api/{profile.services[0]}/things", content=b"x" * (2 << 20))
    assert answer.status_code == 413


def test_pages_carry_the_protective_headers(front_door: httpx.Client) -> None:
    headers = front_door.get("/").headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-request-id"]


def locations(text: str) -> set[str]:
    return set(re.findall(r"location ([^{]+?) \{", text))


def test_the_container_has_the_routes_of_one_machine(
    root: Path, deployment: Deployment, tmp_path: Path, profile: Profile
) -> None:
    manifests = service_manifests(deployment.workloads)
    book = PortBook(tmp_path / "ports.json", base=0)
    ports = dict.fromkeys(deployment.programs, 8000)
    door = FrontDoor(Layout(tmp_path), book, profile, manifests, ports)
    there = locations(door.configuration())
    book.release()
    ours = locations((root / "deploy/compose/nginx.conf").read_text())
    # Only the supervisor of one machine knows the health of all parts.
    assert there - ours == {"= /health", "= /_front/unhealthy"}
    assert ours <= there


@pytest.mark.parametrize(("asked", "language"), [("vi", "vi"), ("en", "en"), ("fr", "vi")])
def test_the_contracts_are_shown_in_the_language_of_the_browser(
    front_door: httpx.Client, asked: str, language: str
) -> None:
    front_door.cookies.clear()  # another test may have chosen a language
    for path in ("/contracts", "/contracts/"):
        answer = front_door.get(path, headers={"accept-language": asked})
        assert answer.status_code == 302
        assert answer.headers["location"] == f"/contracts/{language}/index.html"
    assert front_door.get(f"/contracts/{language}/index.html").status_code == 200


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("vi/vn.nscl.registration.plan-adopted.v1.html", "text/html"),
        ("schemas/partner/vn.nscl.registration.plan-adopted.v1.json", "application/json"),
        ("asyncapi.yaml", "application/yaml"),
        ("site.css", "text/css"),
        ("site.js", "text/javascript"),
    ],
)
def test_the_contracts_are_served_as_what_they_are(
    front_door: httpx.Client, path: str, kind: str
) -> None:
    answer = front_door.get(f"/contracts/{path}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_a_contract_that_is_none_is_not_found(front_door: httpx.Client) -> None:
    assert front_door.get("/contracts/vi/vn.nscl.none.such.v1.html").status_code == 404


def test_only_the_contracts_may_run_scripts(front_door: httpx.Client) -> None:
    assert "script-src" not in front_door.get("/").headers["content-security-policy"]
