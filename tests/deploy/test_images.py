"""Every image can be built from what its build sees, and runs as an ordinary user."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nscl_shared.deploy.images import IMAGES
from nscl_shared.deploy.render import Deployment
from nscl_shared.deploy.workload import Workload

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DOCKERFILES = [
    *sorted(ROOT.glob("services/*/Dockerfile")),
    ROOT / "deploy/compose/frontdoor.Dockerfile",
]
PINNED = re.compile(r"[\w./-]+:(?!latest$)[\w.-]*\d+\.\d+[\w.-]*|[\w./:-]+@sha256:[0-9a-f]{64}")


@pytest.fixture(scope="module")
def seen(build) -> set[str]:
    return set(build.context(ROOT))


@pytest.fixture(params=DOCKERFILES, ids=lambda path: path.parent.name)
def dockerfile(build, request: pytest.FixtureRequest) -> list[Any]:
    return list(build.steps(request.param.read_text()))


def test_every_service_has_an_image(deployment: Deployment) -> None:
    assert {path.parent.name for path in DOCKERFILES[:-1]} == set(deployment.workloads)


def test_base_images_are_pinned(dockerfile: list[Any]) -> None:
    bases = [step.rest.split()[0] for step in dockerfile if step.word == "FROM"]
    assert bases
    for base in bases:
        assert PINNED.fullmatch(base), base


def test_all_images_of_others_are_pinned() -> None:
    for image in IMAGES.values():
        assert PINNED.fullmatch(image), image


def test_the_image_runs_as_an_ordinary_user(build, dockerfile: list[Any]) -> None:
    users = [step.rest for step in build.last_stage(dockerfile) if step.word == "USER"]
    assert users
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[-1]), users


def test_what_is_copied_is_there_when_building(dockerfile: list[Any], seen: set[str]) -> None:
    copies = [step for step in dockerfile if step.word == "COPY" and not step.from_stage]
    assert copies
    for source in (name for step in copies for name in step.sources):
        below = [name for name in seen if name == source or name.startswith(f"{source}/")]
        assert below, source


def test_the_image_says_when_it_is_well_and_how_to_stop_it(build, dockerfile: list[Any]) -> None:
    words = {step.word: step.rest for step in build.last_stage(dockerfile)}
    assert words["STOPSIGNAL"] == "SIGTERM"
    assert "CMD" in words["HEALTHCHECK"]


def test_nothing_private_or_needless_gets_into_a_build(seen: set[str]) -> None:
    assert {"requirements.lock", "contracts/pyproject.toml"} <= seen
    wrong = ("deploy/secrets/", "k8s/", "docs/", "tests/", ".git", ".venv", ".nscl")
    assert [name for name in seen if name.startswith(wrong)] == []
    assert [name for name in seen if "/tests/" in name or name.endswith((".pyc", ".env"))] == []


@pytest.mark.parametrize(
    ("path", "out"),
    [
        ("deploy/secrets/identity.env", True),
        ("services/identity/tests/test_x.py", True),
        ("shared/nscl_shared/__pycache__/kit.pyc", True),
        ("shared/nscl_shared/web/templates/page.html", False),
        ("services/identity/pyproject.toml", False),
        ("deploy/compose/nginx.conf", False),
        ("deploy/compose/lang-son.env", True),
    ],
)
def test_the_rules_of_the_ignore_file_are_understood(build, path: str, out: bool) -> None:
    assert build.Ignored((ROOT / ".dockerignore").read_text())(path) is out


def test_port_and_settings_fit_the_manifests(
    build, objects: list[dict[str, Any]], programs: dict[str, Workload]
) -> None:
    deployed = (one for one in objects if one["kind"] == "Deployment")
    for one in deployed:
        name, pod = one["metadata"]["name"], one["spec"]["template"]["spec"]
        service = programs[name].service
        text = (ROOT / f"services/{service}/Dockerfile").read_text()
        words = {step.word: step.rest for step in build.last_stage(build.steps(text))}
        port = pod["containers"][0]["ports"][0]["containerPort"]
        assert words["EXPOSE"] == str(port)
        assert f"NSCL_BIND=0.0.0.0:{port}" in words["ENV"].split()
        assert words["USER"] == "{runAsUser}:{runAsGroup}".format_map(pod["securityContext"])
        assert words["CMD"].endswith(f'"nscl_shared.runtime.serve", "{service}"]')


def test_the_probe_fails_where_nothing_listens() -> None:
    probe = subprocess.run(
        [sys.executable, "-m", "nscl_shared.deploy.probe"],
        env={"NSCL_BIND": "0.0.0.0:1", "PATH": ""},
        check=False,
        timeout=30,
    )
    assert probe.returncode == 1
