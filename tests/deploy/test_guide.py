"""The operator's guide: its examples are files the tools accept, its commands exist."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

KUBERNETES = "1.32"
DEPLOY = ".venv/bin/python -m nscl_shared.deploy"


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    return (root / "docs/operations/deployment.md").read_text()


def blocks(guide: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", guide, re.DOTALL)


def example(guide: str, name: str) -> str:
    (found,) = [text for text in blocks(guide, "yaml") if text.startswith(f"# {name}")]
    return found


def commands(guide: str) -> list[str]:
    return [line for text in blocks(guide, "sh") for line in text.splitlines() if line.strip()]


def test_the_own_kustomization_builds_and_changes_what_it_says(
    guide: str, root: Path, kustomize, tmp_path: Path
) -> None:
    shutil.copytree(root / "k8s", tmp_path / "k8s")
    own = tmp_path / "k8s/own"
    own.mkdir()
    text = example(guide, "kustomization.yaml")
    (own / "kustomization.yaml").write_text(text + "resources:\n  - networkpolicy.yaml\n")
    (own / "networkpolicy.yaml").write_text(example(guide, "networkpolicy.yaml"))
    built = {(one["kind"], one["metadata"]["name"]): one for one in kustomize(own)}
    for one in built.values():
        kubernetes_validate.validate(one, KUBERNETES, strict=True)
    assert built["Ingress", "nscl"]["spec"]["rules"][0]["host"] == "nscl.langson.example"
    assert ("NetworkPolicy", "own-servers") in built
    pod = built["Deployment", "identity"]["spec"]["template"]["spec"]
    assert pod["containers"][0]["image"].startswith("registry.example/nscl/identity:")
    settings = next(one for (kind, _), one in built.items() if kind == "ConfigMap")["data"]
    assert settings["NSCL_PUBLIC_URL"] == "https://nscl.langson.example"
    assert settings["NSCL_PROVINCE"] == "lang-son"


def test_services_reach_own_servers_with_the_second_compose_file(
    guide: str, root: Path, run, secrets: Path, tmp_path: Path
) -> None:
    (tmp_path / "own-servers.yml").write_text(example(guide, "own-servers.yml"))
    files = ("--file", "docker-compose.yml", "--file", tmp_path / "own-servers.yml")
    read = run(
        *("docker-compose", "docker-compose", "--env-file", "deploy/compose/lang-son.env"),
        *(*files, "config"),
        NSCL_SECRETS=str(secrets),
    )
    assert read.returncode == 0, read.stderr
    services: dict[str, Any] = yaml.safe_load(read.stdout)["services"]
    assert {"front", "outside"} <= set(services["identity"]["networks"])
    assert "outside" not in services["reporting"]["networks"]


def test_the_commands_of_the_generator_exist(guide: str, deploy) -> None:
    used = [line.split("#")[0] for line in commands(guide) if line.startswith(DEPLOY)]
    assert len(used) >= 4
    for line in used:
        name, *words = shlex.split(line.removeprefix(DEPLOY))
        known = deploy(name, "--help").output
        assert "Usage" in known, line
        assert [word for word in words if word.startswith("--") and word not in known] == []


def test_every_file_named_in_a_command_exists(guide: str, root: Path) -> None:
    pattern = r"(?:deploy|k8s|services|scripts|shared|tests)/[\w./-]+|docker-compose\.yml"
    named = {name for line in commands(guide) for name in re.findall(pattern, line)}
    named |= set(re.findall(r"`((?:deploy|k8s|tests|shared|scripts)/[\w./-]+)`", guide))
    assert len(named) > 8
    # Made by the operator, as the guide says.
    made = {name for name in named if name.startswith(("deploy/secrets/", "k8s/own"))}
    assert made
    assert [name for name in sorted(named - made) if not (root / name).exists()] == []


def test_every_setting_named_is_one_that_compose_reads(guide: str, root: Path) -> None:
    text = (root / "docker-compose.yml").read_text()
    named = set(re.findall(r"\bNSCL_[A-Z_]+\b", guide))
    assert named
    assert [name for name in sorted(named) if f"${{{name}" not in text] == []
