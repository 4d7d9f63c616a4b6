"""Secrets are made once, given by reference, and stay out of version control."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from nscl_shared.deploy.render import Deployment
from nscl_shared.deploy.secrets import read_environment

Object = dict[str, Any]
# An address with a password that is no variable, the text of a key, a whole Secret.
TELLTALE = re.compile(
    r"(?:amqps?|mongodb(?:\+srv)?|smtps?)://[^\s:/@{$]+:(?P<password>[^\s@{$]+)@"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
PLACEHOLDER = "REPLACE-ME"


@pytest.fixture(scope="module")
def committed(root: Path, run) -> list[Path]:
    """Every file of deployment that is or would be committed."""
    places = ("deploy", "k8s", "docker-compose.yml", ".dockerignore", "services/*/Dockerfile")
    listed = run(
        *("git", "git", "ls-files", "--cached", "--others", "--exclude-standard", "--"), *places
    )
    paths = [root / line for line in listed.stdout.splitlines()]
    assert len(paths) > 50
    return [path for path in paths if path.is_file()]


def keys(secret: Object) -> set[str]:
    return set(secret.get("data", {})) | set(secret.get("stringData", {}))


def wanted(objects: list[Object]) -> dict[str, set[str]]:
    """Return Secret name → keys that the pods refer to."""
    found: dict[str, set[str]] = {}
    for one in objects:
        if one["kind"] != "Deployment":
            continue
        pod = one["spec"]["template"]["spec"]
        for variable in pod["containers"][0]["env"]:
            if reference := variable.get("valueFrom", {}).get("secretKeyRef"):
                found.setdefault(reference["name"], set()).add(reference["key"])
        for volume in pod["volumes"]:
            for source in volume.get("projected", {}).get("sources", ()):
                items = {item["key"] for item in source["secret"]["items"]}
                found.setdefault(source["secret"]["name"], set()).update(items)
    return found


def test_the_secrets_made_are_those_the_pods_ask_for(
    secrets: Path, kustomize, objects: list[Object]
) -> None:
    made = {one["metadata"]["name"]: keys(one) for one in kustomize(secrets)}
    for name, asked in wanted(objects).items():
        assert asked <= made[name], name


def test_the_example_names_every_secret_and_holds_no_value(
    root: Path, secrets: Path, kustomize
) -> None:
    text = (root / "k8s/secrets.example.yaml").read_text()
    examples = {one["metadata"]["name"]: one for one in yaml.safe_load_all(text)}
    made = {one["metadata"]["name"]: keys(one) for one in kustomize(secrets)}
    assert {name: keys(one) for name, one in examples.items()} == made
    values = {value for one in examples.values() for value in one["stringData"].values()}
    assert values == {PLACEHOLDER}


def test_pods_take_secrets_by_reference_only(objects: list[Object], deployment: Deployment) -> None:
    for one in objects:
        if one["kind"] != "Deployment":
            continue
        workload = deployment.programs[one["metadata"]["name"]]
        pod = one["spec"]["template"]["spec"]["containers"][0]
        given = {variable["name"]: variable for variable in pod["env"]}
        for name in workload.variables:
            assert set(given[name]) == {"name", "valueFrom"}, name
            assert "secretKeyRef" in given[name]["valueFrom"], name
        for file in workload.files:
            assert given[file.variable]["value"] == f"/run/nscl/{file.name}"
        assert {*workload.variables, *(file.variable for file in workload.files)} <= set(given)


def test_a_kustomization_of_a_province_makes_no_secret(objects: list[Object]) -> None:
    assert "Secret" not in {one["kind"] for one in objects}
    settings = next(one for one in objects if one["kind"] == "ConfigMap")["data"]
    assert not [name for name in settings if name.endswith(("_URI", "_FILE"))]


def test_no_file_holds_a_password_or_key(committed: list[Path]) -> None:
    for path in committed:
        found = TELLTALE.search(path.read_text(encoding="utf-8"))
        assert not found, f"{path}: {found}"


def test_the_search_finds_a_password_and_a_key(secrets: Path) -> None:
    for name in ("identity.env", "signing-key.pem"):
        assert TELLTALE.search((secrets / name).read_text())


def test_the_folder_of_secrets_is_ignored(run) -> None:
    for name in ("identity.env", "signing-key.pem", "kustomization.yaml"):
        assert run("git", "git", "check-ignore", f"deploy/secrets/{name}").returncode == 0


def test_only_the_owner_may_enter_the_folder(secrets: Path) -> None:
    assert secrets.stat().st_mode & 0o777 == 0o700


def test_a_second_run_keeps_every_key_and_password(deploy, root: Path, secrets: Path) -> None:
    names = ("master-key", "signing-key.pem", "identity.env", "database-key", "jwks.json")
    before = {name: (secrets / name).read_text() for name in names}
    assert deploy("secrets", "--root", root, "--folder", secrets).exit_code == 0
    assert {name: (secrets / name).read_text() for name in names} == before


def test_every_service_has_accounts_of_its_own(secrets: Path, deployment: Deployment) -> None:
    seen: set[str] = set()
    for name in deployment.workloads:
        given = read_environment(secrets / f"{name}.env")
        for variable in ("NSCL_AMQP_URI", "NSCL_MONGODB_URI"):
            address = urlsplit(given[variable])
            assert address.username == name
            assert len(address.password or "") >= 32
            seen.add(address.password or "")
    assert len(seen) == 2 * len(deployment.workloads)


def test_the_database_gets_the_passwords_that_the_services_use(secrets: Path, kustomize) -> None:
    users = json.loads((secrets / "database-users.json").read_text())
    for name, password in users.items():
        given = read_environment(secrets / f"{name}.env")["NSCL_MONGODB_URI"]
        assert urlsplit(given).password == password
    made = next(one for one in kustomize(secrets) if one["metadata"]["name"] == "nscl-database")
    decoded = {name: base64.b64decode(value).decode() for name, value in made["data"].items()}
    assert decoded == users


def test_other_addresses_of_broker_database_and_mail_are_taken(
    deploy, root: Path, tmp_path: Path
) -> None:
    options = {
        "--broker": "mq.example:5671",
        "--database": "db1.example:27017,db2.example:27017",
        "--mail": "smtp://mail.example:587",
    }
    words = [word for option in options.items() for word in option]
    made = deploy("secrets", "--root", root, "--folder", tmp_path / "own", *words)
    assert made.exit_code == 0, made.output
    given = read_environment(tmp_path / "own/notifications.env")
    assert given["NSCL_AMQP_URI"].endswith("@mq.example:5671/nscl")
    assert "@db1.example:27017,db2.example:27017/?replicaSet=nscl" in given["NSCL_MONGODB_URI"]
    assert given["NSCL_SMTP_URI"] == "smtp://mail.example:587"
