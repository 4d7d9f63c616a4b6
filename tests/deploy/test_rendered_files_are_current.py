"""The committed files are what manifests and profiles say, and ``check`` notices when not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

PARTS = ("deploy", "k8s", "provinces", "docker-compose.yml", ".dockerignore", "requirements.lock")
SERVICE_FILES = ("Dockerfile", "pyproject.toml")


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of what the generator reads and writes."""
    ignore = shutil.ignore_patterns("secrets")
    for part in PARTS:
        source = root / part
        if source.is_dir():
            shutil.copytree(source, tmp_path / part, ignore=ignore)
        else:
            shutil.copy(source, tmp_path / part)
    for project in root.glob("services/*/pyproject.toml"):
        folder = tmp_path / "services" / project.parent.name
        folder.mkdir(parents=True)
        for name in SERVICE_FILES:
            shutil.copy(project.parent / name, folder / name)
    return tmp_path


def test_the_committed_files_are_current(deploy, root: Path) -> None:
    answer = deploy("check", "--root", root)
    assert answer.exit_code == 0, answer.output


@pytest.mark.parametrize(
    "path",
    [
        "docker-compose.yml",
        "deploy/compose/nginx.conf",
        "services/reporting/Dockerfile",
        "k8s/base/identity/deployment.yaml",
        "k8s/overlays/lang-son/kustomization.yaml",
    ],
)
def test_a_file_edited_by_hand_is_named_and_written_anew(deploy, copy: Path, path: str) -> None:
    original = (copy / path).read_text()
    (copy / path).write_text(original + "# by hand\n")
    stale = deploy("check", "--root", copy)
    assert (stale.exit_code, path in stale.stderr) == (1, True)
    assert deploy("render", "--root", copy).stdout.split() == [path]
    assert (copy / path).read_text() == original
    assert deploy("check", "--root", copy).exit_code == 0


def test_a_missing_file_is_named(deploy, copy: Path) -> None:
    (copy / "k8s/base/identity/service.yaml").unlink()
    answer = deploy("check", "--root", copy)
    assert answer.exit_code == 1
    assert "k8s/base/identity/service.yaml" in answer.stderr


def test_a_file_that_nothing_generates_is_named(deploy, copy: Path) -> None:
    (copy / "deploy/compose/old-province.env").write_text("NSCL_PROVINCE=old\n")
    answer = deploy("check", "--root", copy)
    assert answer.exit_code == 1
    assert "nothing generates deploy/compose/old-province.env" in answer.stderr


def test_a_profile_that_drops_a_service_changes_that_province_only(deploy, copy: Path) -> None:
    profile = copy / "provinces/kien-giang/profile.yaml"
    text = profile.read_text()
    profile.write_text(text.replace(", traceability]", "]"))
    assert profile.read_text() != text
    written = set(deploy("render", "--root", copy).stdout.split())
    assert "deploy/compose/kien-giang.env" in written
    assert "k8s/overlays/kien-giang/kustomization.yaml" in written
    assert all("kien-giang" in path for path in written)
