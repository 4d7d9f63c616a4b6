"""Compose accepts the file for every province, and starts what the profile names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nscl_shared.deploy.render import Deployment
from nscl_shared.deploy.secrets import read_environment
from nscl_shared.deploy.workload import Workload
from nscl_shared.province import Profile

INFRASTRUCTURE = {"broker", "database", "database-setup", "frontdoor"}


@pytest.fixture(scope="module")
def environment(profile: Profile, root: Path) -> dict[str, str]:
    return read_environment(root / f"deploy/compose/{profile.code}.env")


@pytest.fixture(scope="module")
def compose(profile: Profile, run, secrets: Path) -> dict[str, Any]:
    """The file as compose understands it for the province."""
    file = f"deploy/compose/{profile.code}.env"
    read = run(
        *("docker-compose", "docker-compose", "--env-file", file, "config"),
        NSCL_SECRETS=str(secrets),
    )
    assert read.returncode == 0, read.stderr
    assert "WARNING" not in read.stderr, read.stderr
    return dict(yaml.safe_load(read.stdout))


def started(compose: dict[str, Any], environment: dict[str, str]) -> set[str]:
    """Return what 'up' starts: services without profiles and those of a chosen profile."""
    chosen = set(environment["COMPOSE_PROFILES"].split(","))
    return {
        name
        for name, service in compose["services"].items()
        if not service.get("profiles") or chosen & set(service["profiles"])
    }


def test_the_province_gets_its_services_and_the_infrastructure(
    compose: dict[str, Any], environment: dict[str, str], programs: dict[str, Workload]
) -> None:
    assert started(compose, environment) == {*programs, *INFRASTRUCTURE}


def test_prometheus_comes_with_the_profile_monitoring(
    compose: dict[str, Any], environment: dict[str, str]
) -> None:
    asked = {**environment, "COMPOSE_PROFILES": environment["COMPOSE_PROFILES"] + ",monitoring"}
    assert started(compose, asked) - started(compose, environment) == {"prometheus"}


def test_every_service_knows_its_province_and_neighbours(
    compose: dict[str, Any], profile: Profile, programs: dict[str, Workload]
) -> None:
    for name in programs:
        given = compose["services"][name]["environment"]
        assert given["NSCL_PROVINCE"] == profile.code
        assert given["NSCL_SERVICES"].split(",") == list(profile.services)


def test_every_setting_that_a_manifest_needs_is_given(
    compose: dict[str, Any], programs: dict[str, Workload]
) -> None:
    for name, program in programs.items():
        given = compose["services"][name]["environment"]
        missing = [need for need in program.needs if not given.get(need)]
        assert not missing, name


def test_file_secrets_are_mounted_where_the_settings_say(
    compose: dict[str, Any], profile: Profile
) -> None:
    for name in profile.services:
        service = compose["services"][name]
        mounted = {f"/run/secrets/{secret['source']}" for secret in service["secrets"]}
        named = {v for k, v in service["environment"].items() if k.endswith("_FILE")}
        assert mounted == named, name


def test_what_is_mounted_exists(compose: dict[str, Any]) -> None:
    bound = [
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", ())
    ]
    files = [path for path in bound if path.startswith("/")]
    files += [secret["file"] for secret in compose["secrets"].values()]
    assert len(files) > len(compose["secrets"])
    assert [path for path in files if not Path(path).exists()] == []
    assert {path for path in bound if not path.startswith("/")} <= set(compose["volumes"])


def test_containers_have_few_rights_and_bounds(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["mem_limit"], name
        assert service["pids_limit"] > 0, name
        assert "privileged" not in service, name


def test_images_are_pinned(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        tag = service["image"].partition(":")[2]
        assert tag not in {"", "latest"}, service["image"]


def test_only_the_front_door_can_be_reached_and_only_from_this_machine(
    compose: dict[str, Any],
) -> None:
    services = compose["services"]
    assert [name for name in services if services[name].get("ports")] == ["frontdoor"]
    assert services["frontdoor"]["ports"] == ["127.0.0.1:8322:8080/tcp"]


def test_only_the_front_door_and_who_sends_mail_or_calls_others_reach_outside(
    compose: dict[str, Any], deployment: Deployment
) -> None:
    inner = {name for name, net in compose["networks"].items() if net.get("internal")}
    outward = {
        name for name, service in compose["services"].items() if set(service["networks"]) - inner
    }
    senders = {
        name for name, each in deployment.workloads.items() if each.sends_mail or each.calls_others
    }
    assert outward == {"frontdoor", *senders}
