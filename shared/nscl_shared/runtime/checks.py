"""What ``nscl doctor`` looks at.

Each check yields findings: ``ok``, ``note`` (works, but know this) or
``problem`` (``nscl up`` would fail), the last two with a remedy.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec

import psutil

from nscl_shared.kernel import Unavailable
from nscl_shared.runtime.database import server_program
from nscl_shared.runtime.erlang import server_script
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import is_owned
from nscl_shared.runtime.platform import Selection
from nscl_shared.runtime.ports import PortBook, base_from_environment, is_free
from nscl_shared.runtime.problems import RuntimeProblem
from nscl_shared.runtime.process import require_program
from nscl_shared.runtime.state import read_state

OLDEST_PYTHON = (3, 11)
DISK_NEEDED = 500 * 10**6
DISK_WANTED = 2 * 10**9
MEMORY_WANTED = 10**9
TEST_PROGRAMS = {
    "chromium": "chromium",
    "docker-compose": "docker-compose",
    "kubectl": "kubernetes-client",
    "promtool": "prometheus",
    "pdftotext": "poppler-utils",
}


class Level(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """One thing looked at; ``remedy`` is empty when nothing need be done."""

    check: str
    level: Level
    message: str
    remedy: str = ""


def examine(layout: Layout) -> list[Finding]:
    """Look at everything; a failing check becomes a finding, never an exception."""
    checks: tuple[Callable[[Layout], Iterator[Finding]], ...] = (
        _python,
        _programs,
        _selection,
        _permissions,
        _disk,
        _memory,
        _font,
        _leftovers,
        _ports,
        _test_programs,
    )
    return [finding for check in checks for finding in _guarded(check, layout)]


def _guarded(check: Callable[[Layout], Iterator[Finding]], layout: Layout) -> Iterator[Finding]:
    try:
        yield from check(layout)
    except RuntimeProblem as problem:
        name = check.__name__.strip("_")
        yield Finding(name, Level.PROBLEM, problem.what, problem.remedy)


def _python(_layout: Layout) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= OLDEST_PYTHON:
        yield Finding("python", Level.OK, f"Python {version} at {sys.executable}")
    else:
        yield Finding(
            "python",
            Level.PROBLEM,
            f"Python {version} is too old",
            "Install Python 3.11, remove .venv and run ./scripts/bootstrap.sh",
        )


def _programs(_layout: Layout) -> Iterator[Finding]:
    wanted: list[tuple[str, str, Callable[[], object]]] = [
        ("RabbitMQ", "NSCL_AMQP_URI", server_script),
        ("database server", "NSCL_MONGODB_URI", server_program),
        ("nginx", "", lambda: require_program("nginx", "nginx-light")),
        ("setpriv", "", lambda: require_program("setpriv", "util-linux")),
    ]
    for name, variable, find in wanted:
        if variable and os.environ.get(variable):
            yield Finding("programs", Level.OK, f"{name}: not needed, {variable} is set")
            continue
        try:
            yield Finding("programs", Level.OK, f"{name}: {find()}")
        except RuntimeProblem as problem:
            yield Finding("programs", Level.PROBLEM, problem.what, problem.remedy)


def _selection(_layout: Layout) -> Iterator[Finding]:
    chosen = Selection()
    names = ", ".join(chosen.manifests())
    yield Finding("services", Level.OK, f"province {chosen.profile().code}: {names}")


def _permissions(layout: Layout) -> Iterator[Finding]:
    nearest = next(p for p in (layout.home, *layout.home.parents) if p.exists())
    if not os.access(nearest, os.W_OK | os.X_OK):
        yield Finding(
            "permissions",
            Level.PROBLEM,
            f"{nearest} is not writable for this account",
            "Use another state directory: NSCL_HOME=<folder> nscl up",
        )
        return
    foreign = [p for p in layout.home.glob("*") if p.stat().st_uid != os.geteuid()]
    if foreign and os.geteuid() != 0:
        yield Finding(
            "permissions",
            Level.PROBLEM,
            f"{foreign[0]} belongs to another account, which ran nscl here before",
            f"Run: sudo chown -R {os.geteuid()} {layout.home}",
        )
        return
    yield Finding("permissions", Level.OK, f"state directory {layout.home} can be written")


def _disk(layout: Layout) -> Iterator[Finding]:
    nearest = next(p for p in (layout.home, *layout.home.parents) if p.exists())
    free = shutil.disk_usage(nearest).free
    message = f"{free / 1e9:.1f} GB free for {layout.home}"
    remedy = "Free some space, or put the state directory elsewhere with NSCL_HOME"
    if free < DISK_NEEDED:
        yield Finding("disk", Level.PROBLEM, f"only {message}", remedy)
    elif free < DISK_WANTED:
        yield Finding("disk", Level.NOTE, f"only {message}", remedy)
    else:
        yield Finding("disk", Level.OK, message)


def _memory(_layout: Layout) -> Iterator[Finding]:
    available = psutil.virtual_memory().available
    message = f"{available / 1e9:.1f} GB of memory available"
    if available < MEMORY_WANTED:
        yield Finding(
            "memory",
            Level.NOTE,
            f"only {message}; everything needs about 0.9 GB",
            "End other programs, or select fewer services with --services",
        )
    else:
        yield Finding("memory", Level.OK, message)


def _font(_layout: Layout) -> Iterator[Finding]:
    if find_spec("reportlab") is None:
        return
    # only where it is installed: services without papers do without it
    from nscl_shared.documents.pdf.fonts import FAMILY, register

    try:
        register()
    except Unavailable as missing:
        remedy = f"apt-get install {missing.params['package']}"
        yield Finding("font", Level.NOTE, f"{FAMILY} is missing: papers have no PDF", remedy)
    else:
        yield Finding("font", Level.OK, f"{FAMILY}, for papers as PDF")


def _leftovers(layout: Layout) -> Iterator[Finding]:
    state = read_state(layout)
    if is_owned(layout):
        yield Finding("processes", Level.OK, "NSCL runs here now; see 'nscl status'")
    elif state and (left := [part.name for part in state.parts if part.runs()]):
        yield Finding(
            "processes", Level.NOTE, f"left by a killed run: {', '.join(left)}", "Run 'nscl down'"
        )
    else:
        yield Finding("processes", Level.OK, "nothing is left from an earlier run")


def _ports(layout: Layout) -> Iterator[Finding]:
    if is_owned(layout):
        return
    remembered = PortBook(layout.run / "ports.json").remembered()
    ports = remembered or {"frontdoor": base_from_environment()}
    taken = {name: port for name, port in ports.items() if port and not is_free(port)}
    for name, port in taken.items():
        yield Finding(
            "ports",
            Level.NOTE,
            f"port {port} ({name}) is taken by {_listener(port)}; another one will be chosen",
            "End that program to keep the address, or set NSCL_PORT_BASE",
        )
    if not taken:
        yield Finding("ports", Level.OK, "the usual ports are free")


def _listener(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            local = connection.laddr
            if local and local.port == port and connection.status == psutil.CONN_LISTEN:
                process = psutil.Process(connection.pid) if connection.pid else None
                return f"{process.name()} (pid {process.pid})" if process else "another account"
    except psutil.Error:
        return "another program"
    return "another program"


def _test_programs(_layout: Layout) -> Iterator[Finding]:
    missing = [package for name, package in TEST_PROGRAMS.items() if not shutil.which(name)]
    if missing:
        yield Finding(
            "tests",
            Level.NOTE,
            f"for 'make test' are missing: {', '.join(missing)}",
            "Run ./scripts/bootstrap.sh test",
        )
    else:
        yield Finding("tests", Level.OK, "everything for 'make test' is installed")
