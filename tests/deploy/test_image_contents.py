"""What an image installs is enough to run its service: our wheels and a part of the lock."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

from nscl_shared.deploy.lock import closure
from nscl_shared.deploy.render import Deployment
from nscl_shared.province import Profile

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SERVICES = sorted(path.parent.name for path in ROOT.glob("services/*/Dockerfile"))
START = """
import importlib, pkgutil, sys
sys.path[:0] = [{site!r}]
from nscl_shared.runtime import serve
import nscl_shared.deploy.probe
from importlib.metadata import distributions
from nscl_shared.plugins import load_object, service_manifests
(manifest,) = service_manifests().values()
load_object(manifest.service_class), load_object(manifest.setup)
package = importlib.import_module(manifest.package)
for module in pkgutil.walk_packages(package.__path__, manifest.package + "."):
    importlib.import_module(module.name)
for point in (point for one in distributions() for point in one.entry_points):
    if point.group.startswith("nscl."):
        point.load()
assert package.__file__.startswith({site!r}) and serve.__file__.startswith({site!r})
print(manifest.name)
"""
SITE = """
import sys
sys.path[:0] = [{site!r}]
from nscl_shared.deploy.__main__ import app
"""


@pytest.fixture(scope="session")
def wheels(build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheels that the build stage makes, from exactly what it sees."""
    folder = tmp_path_factory.mktemp("build")
    for name in build.context(ROOT):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    for project in ("contracts", "shared", *(f"services/{name}" for name in SERVICES)):
        command = ["-m", "hatchling", "build", "--target", "wheel", "--directory", folder / "out"]
        subprocess.run(
            [sys.executable, *command], cwd=folder / project, check=True, capture_output=True
        )
    return folder / "out"


def unpacked(wheels: Path, names: list[str], folder: Path) -> Path:
    """Install our wheels for some services and link what the lock gives them."""
    for own in ("contracts", "shared", *names):
        (wheel,) = wheels.glob(f"nscl_{own}-*.whl")
        zipfile.ZipFile(wheel).extractall(folder)
    for package in {package for name in names for package in closure(f"nscl-{name}")}:
        found = distribution(package)
        tops = {file.parts[0] for file in found.files or () if file.parts[0] != ".."}
        for top in tops - {"__pycache__"}:
            if not (folder / top).exists():
                (folder / top).symlink_to(found.locate_file(top))
    return folder


def python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run code without the environment's packages (-S)."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "-W", "ignore", "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
    )


@pytest.mark.parametrize("name", SERVICES)
def test_the_service_loads_with_nothing_else_installed(
    wheels: Path, name: str, tmp_path: Path
) -> None:
    site = str(unpacked(wheels, [name], tmp_path / "site"))
    loaded = python(START.format(site=site))
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout.split() == [name]


def test_the_front_door_makes_its_pages_with_what_is_installed(
    wheels: Path, profile: Profile, tmp_path: Path
) -> None:
    site = str(unpacked(wheels, SERVICES, tmp_path / "site"))
    made = python(
        SITE.format(site=site), "site", ROOT / "provinces" / profile.code, tmp_path / "pages"
    )
    assert made.returncode == 0, made.stderr
    home = (tmp_path / "pages/home.vi.html").read_text()
    assert profile.agency["name"].casefold() in home.casefold()
    assert (tmp_path / "pages/problem/503.vi.html").stat().st_mode & 0o444 == 0o444


@pytest.mark.parametrize("name", SERVICES)
def test_a_wheel_has_every_file_of_its_package(wheels: Path, name: str) -> None:
    (wheel,) = wheels.glob(f"nscl_{name}-*.whl")
    package = ROOT / f"services/{name}"
    tracked = {
        path.relative_to(package).as_posix()
        for path in package.glob("nscl_*/**/*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {file for file in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in file}
    assert packed == tracked
    assert any(file.endswith("locales/vi.po") for file in packed)
    assert any(file.endswith(".html") for file in packed)


@pytest.mark.parametrize("name", SERVICES)
def test_every_locked_block_has_its_hashes(deployment: Deployment, name: str) -> None:
    wanted = deployment.workloads[name].packages
    # As the Dockerfile does it: a plain interpreter, before anything is installed.
    script = ROOT / "shared/nscl_shared/deploy/lock.py"
    printed = subprocess.run(
        [sys.executable, "-I", "-S", script, ROOT / "requirements.lock", *wanted],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    blocks = re.split(r"\n(?=[a-z])", printed.strip())
    assert len(blocks) == len(wanted)
    for block, package in zip(blocks, wanted, strict=True):
        assert re.match(rf"{package}(\[[^]]*\])?==\S+", block), block[:80]
        assert "--hash=sha256:" in block, block[:80]


def test_a_distribution_that_is_not_locked_stops_the_build() -> None:
    script = ROOT / "shared/nscl_shared/deploy/lock.py"
    refused = subprocess.run(
        [sys.executable, "-I", "-S", script, ROOT / "requirements.lock", "no-such-thing"],
        capture_output=True,
        check=False,
    )
    assert refused.returncode != 0
