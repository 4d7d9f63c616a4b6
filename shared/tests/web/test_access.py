"""Nobody reaches a route without a rule, and a service without complete rules never starts."""

from __future__ import annotations

import subprocess
import sys

import pytest
from web_probe.service import ACCESS, Probe, Undeclared

from nscl_shared.auth.principal import ROLES
from nscl_shared.web import AccessTable, public, roles
from nscl_shared.web.access import UndeclaredRouteError
from nscl_shared.web.spec import routes_of


def test_a_service_with_a_route_without_a_rule_does_not_start(probe) -> None:
    environment = dict(probe.environment) | {"NSCL_BIND": "127.0.0.1:0"}
    command = [sys.executable, "-m", "web_probe", "Undeclared"]
    ended = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert ended.returncode != 0
    assert b"GET /probe/forgotten" in ended.stderr


def test_a_table_names_what_it_lacks_and_what_it_has_too_much() -> None:
    assert ACCESS.undeclared(Probe) == ACCESS.unused(Probe) == []
    assert ACCESS.undeclared(Undeclared) == ["GET /probe/forgotten"]
    larger = AccessTable({**dict.fromkeys(ACCESS, public()), "GET /probe/gone": public()})
    assert larger.unused(Probe) == ["GET /probe/gone"]
    with pytest.raises(UndeclaredRouteError, match="GET /probe/forgotten"):
        ACCESS.require_complete(Undeclared)


def test_a_rule_cannot_name_an_unknown_role() -> None:
    with pytest.raises(ValueError, match="superuser"):
        roles("officer", "superuser")
    with pytest.raises(ValueError, match="known"):
        roles()


def test_one_method_may_answer_two_addresses() -> None:
    keys = [spec.key for spec in routes_of(Probe)]
    assert {"GET /probe/open", "GET /probe/mine"} <= set(keys)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("role", sorted(ROLES))
def test_only_the_roles_of_the_rule_may(probe, role: str) -> None:
    with probe.bearer(role) as client:
        statuses = [
            client.delete("/api/probe/things/1").status_code,
            client.post("/api/probe/things", json={"name": "a"}).status_code,
            client.get("/api/probe/things/1").status_code,
            client.get("/probe/officers").status_code,
        ]
    assert statuses == [
        204 if role == "admin" else 403,
        201 if role in {"officer", "firm"} else 403,
        404,
        200 if role == "officer" else 403,
    ]


def test_nobody_is_a_caller_without_a_role(probe) -> None:
    with probe.client() as client:
        assert client.delete("/api/probe/things/1").status_code == 401
        assert client.post("/api/probe/things", json={"name": "a"}).status_code == 401
        assert client.get("/api/probe/things").status_code == 200


def test_a_refusal_says_who_may(probe) -> None:
    with probe.bearer("firm") as client:
        detail = client.delete("/api/probe/things/1").json()["detail"]
    assert "(firm)" in detail
    assert "admin" in detail


def test_a_head_request_is_guarded_like_its_get(probe) -> None:
    with probe.client() as client:
        assert client.head("/probe/officers").status_code == 401
        answer = client.head("/probe/open")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_is_written_in_any_case(probe, scheme: str) -> None:
    with probe.client(Authorization=f"{scheme} {probe.token('officer')}") as client:
        assert client.get("/probe/officers").status_code == 200


def test_a_cookie_that_is_no_longer_valid_is_no_cookie(probe) -> None:
    with probe.client(Cookie="__Host-nscl=x.y.z") as client:
        assert client.get("/probe/open").status_code == 200
        assert client.get("/probe/officers").status_code == 401


def test_a_bearer_counts_more_than_a_cookie(probe) -> None:
    cookie = f"__Host-nscl={probe.token('officer')}"
    with probe.client(Cookie=cookie, Authorization=f"Bearer {probe.token('firm')}") as client:
        assert client.get("/probe/officers").status_code == 403
    with probe.client(Cookie=cookie, Authorization="Bearer x.y.z") as client:
        assert client.get("/probe/officers").status_code == 401


def test_a_page_shows_who_is_logged_in_also_when_it_is_not_found(probe) -> None:
    for path in ("/probe/open", "/probe/nowhere"):
        with probe.browser("officer") as browser:
            page = browser.get(path).text
        assert '<span title="officer">officer</span>' in page
        assert 'name="csrf_token" value="csrf-secret"' in page
