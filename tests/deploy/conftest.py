"""The checkout's deployment files, read as an operator's tools read them."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from click.testing import Result
from prometheus_client import REGISTRY
from typer.testing import CliRunner

from nscl_shared.deploy.cli import app
from nscl_shared.deploy.render import Deployment
from nscl_shared.deploy.workload import Workload
from nscl_shared.plugins import load_object
from nscl_shared.province import Profile, load_profile
from nscl_shared.runtime.process import require_program

ROOT = Path(__file__).parents[2]
PROFILES = sorted(path.parent for path in ROOT.glob("provinces/*/profile.yaml"))
# None of the machine's own settings: the files must bring what they need.
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("NSCL_")}

# what stands between the series of an expression
WORDS = {"and", "or", "unless", "by", "on", "ignoring", "without", "bool", "offset"}

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Deploy = Callable[..., Result]
Build = Callable[[Path], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def build() -> ModuleType:
    """``build_context.py`` beside this file; tests have no package to import it from."""
    path = Path(__file__).with_name("build_context.py")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def deployment() -> Deployment:
    return Deployment(ROOT)


@pytest.fixture(scope="session", params=PROFILES, ids=lambda folder: folder.name)
def profile(request: pytest.FixtureRequest) -> Profile:
    return load_profile(request.param)


@pytest.fixture(scope="session")
def programs(profile: Profile, deployment: Deployment) -> dict[str, Workload]:
    """What runs in a province: its services, then their further processes."""
    services = [deployment.workloads[name] for name in profile.services]
    further = [each for service in services for each in service.further]
    return {each.name: each for each in (*services, *further)}


@pytest.fixture(scope="session")
def run() -> Run:
    """Run a program of a Debian package, or of this environment, in the checkout."""

    def started(program: str, package: str, *arguments: object, **environment: str):
        path = program if "/" in program else require_program(program, package)
        return subprocess.run(
            [path, *map(str, arguments)],
            cwd=ROOT,
            env={**CLEAN, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return started


@pytest.fixture(scope="session")
def deploy() -> Deploy:
    """Do what ``python -m nscl_shared.deploy`` does."""

    def command(*arguments: object):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return command


@pytest.fixture(scope="session")
def secrets(deploy: Deploy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of secrets, made as the guide says."""
    folder = tmp_path_factory.mktemp("installation") / "secrets"
    made = deploy("secrets", "--root", ROOT, "--folder", folder)
    assert made.exit_code == 0, made.output
    return folder


@pytest.fixture(scope="session")
def kustomize(run: Run) -> Build:
    """Return the objects of a kustomization."""

    def build(folder: Path) -> list[dict[str, Any]]:
        built = run("kubectl", "kubernetes-client", "kustomize", folder)
        assert built.returncode == 0, built.stderr
        return [one for one in yaml.safe_load_all(built.stdout) if one]

    return build


@pytest.fixture(scope="session")
def objects(profile: Profile, kustomize: Build) -> list[dict[str, Any]]:
    """The objects of one province's overlay."""
    return kustomize(ROOT / "k8s/overlays" / profile.code)


@pytest.fixture(scope="session")
def all_objects(kustomize: Build) -> list[dict[str, Any]]:
    """The objects of all overlays and of the optional broker and database."""
    folders = [ROOT / "k8s/overlays" / folder.name for folder in PROFILES] + [ROOT / "k8s/infra"]
    return [one for folder in folders for one in kustomize(folder)]


@pytest.fixture(scope="session")
def exposed(deployment: Deployment) -> dict[str, set[str]]:
    """Every series name of the services and their further processes → the labels it has."""
    for workload in deployment.workloads.values():
        load_object(workload.manifest.service_class)
        for process in workload.manifest.processes:
            importlib.import_module(f"{process.module}.metrics")
    suffixes = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"]}
    return {
        family.name + suffix: _labels(family.name)
        for family in REGISTRY.collect()
        for suffix in suffixes.get(family.type, [""])
    }


def _labels(family: str) -> set[str]:
    """Return the label names of a metric by the name of its family."""
    # The only place where the client keeps them; a metric without samples shows none.
    collector = REGISTRY._names_to_collectors[family]
    return set(getattr(collector, "_labelnames", ()))


@pytest.fixture(scope="session")
def series_in() -> Callable[[str], set[str]]:
    """Return the series an expression reads: identifiers that are not otherwise used."""

    def names(expression: str) -> set[str]:
        bare = re.sub(r'"[^"]*"', "", expression)
        bare = re.sub(r"\{[^}]*\}|\[[^]]*\]", " ", bare)
        bare = re.sub(r"\b(?:by|on|without|ignoring)\s*\([^)]*\)", " ", bare)
        found = re.findall(r"\b[a-zA-Z_:][\w:]*\b(?!\s*\()", bare)
        return set(found) - WORDS

    return names
