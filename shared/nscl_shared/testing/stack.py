"""The whole platform as real processes, for tests across services.

A :class:`Stack` runs ``nscl up`` with its own state directory and random free
ports, so several can run at once and beside a developer's own instance.  It
ends with the test process, however that ends.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from nscl_shared.auth import Principal, TokenSigner, read_signing_key
from nscl_shared.kernel import new_id
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ports import LOOPBACK
from nscl_shared.runtime.process import require_program, still_running
from nscl_shared.runtime.state import PartState, PlatformState, read_state

OWN = (
    "NSCL_AMQP_URI",
    "NSCL_RABBITMQ_API",
    "NSCL_MONGODB_URI",
    "NSCL_SMTP_URI",
    "NSCL_PUBLIC_URL",
    "NSCL_SERVICES",
)
PAUSE = 0.1
Flow = dict[str, Any]


class Stack:
    """One running platform; also a context manager that starts and stops it."""

    def __init__(
        self,
        home: Path,
        services: Sequence[str] = (),
        *,
        province: str = "lang-son",
        environment: dict[str, str] | None = None,
    ) -> None:
        """Use ``home`` as state directory; ``services`` default to the province's own.

        ``environment`` adds settings (``NSCL_…``) for the services.
        """
        self.layout = Layout(home)
        self.services = tuple(services)
        self.province = province
        self.environment = environment or {}
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start and wait until ready."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    def start(self, seconds: float = 180.0) -> None:
        """Start (again, with the data of before) and wait until ready.

        Raises:
            RuntimeError: it ended instead; with its output.
            TimeoutError: it took longer.
        """
        self.layout.create()
        setpriv = require_program("setpriv", "util-linux")
        command = [
            setpriv,
            "--pdeathsig",
            "TERM",
            "--",
            sys.executable,
            "-m",
            "nscl_shared.cli",
            "up",
            "--province",
            self.province,
            "--services",
            ",".join(self.services),
        ]
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.wait_ready(seconds)

    def stop(self, seconds: float = 60.0) -> None:
        """Stop everything in order and wait for it."""
        if self.process:
            self.process.terminate()
            self.process.wait(seconds)
            self.process = None

    def kill(self, name: str) -> int:
        """Kill -9 one part (``registration``, ``broker``, …, ``supervisor``); return its pid."""
        pid = self.part(name).pid
        if pid is None:
            raise ValueError(f"{name} does not run")
        os.kill(pid, signal.SIGKILL)
        if name == "supervisor" and self.process:
            self.process.wait()
            self.process = None
        return pid

    def kill_and_wait(self, name: str, seconds: float = 90.0) -> None:
        """Kill -9 one part and wait until the supervisor has it ready again."""
        killed = self.kill(name)
        self.until(
            lambda: self.part(name).pid not in (None, killed) and self._is_ready(),
            f"{name} to be ready again",
            seconds,
        )

    def wait_ready(self, seconds: float = 180.0) -> None:
        """Wait until every part is ready."""
        self.until(self._is_ready, "the platform to be ready", seconds)

    @property
    def state(self) -> PlatformState:
        """What the supervisor last published."""
        state = read_state(self.layout)
        if state is None:
            raise RuntimeError("the platform has not been started")
        return state

    def part(self, name: str) -> PartState:
        """Return the state of one part."""
        parts = (self.state.supervisor, *self.state.parts)
        return next(part for part in parts if part.name == name)

    @property
    def url(self) -> str:
        """The front door."""
        return self.state.facts["url"]

    @property
    def amqp_uri(self) -> str:
        """The broker."""
        return self.state.facts["amqp_uri"]

    @property
    def mongodb_uri(self) -> str:
        """The database."""
        return self.state.facts["mongodb_uri"]

    @property
    def admin_password(self) -> str:
        """The first administrator's password."""
        return Path(self.state.facts["admin_password_file"]).read_text(encoding="utf-8").strip()

    def service_url(self, name: str) -> str:
        """Return a service's own address, behind the front door (health, metrics)."""
        return f"http://{LOOPBACK}:{self.part(name).port}"

    def client(self, role: str = "officer", language: str = "vi") -> httpx.Client:
        """Return a client of the front door with a token signed by the instance's key.

        It works without the identity service.
        """
        key = read_signing_key(self.layout.secrets / "signing-key.pem")
        person = Principal(subject=new_id(), username=role, role=role)
        headers = {
            "Authorization": f"Bearer {TokenSigner(key).issue(person)}",
            "Accept-Language": language,
        }
        return httpx.Client(base_url=self.url, headers=headers, timeout=60, trust_env=False)

    def flows(self) -> dict[str, Flow]:
        """Return ``/health/flow`` of every service.

        Raises:
            httpx.HTTPError: a service does not answer.
        """
        names = self.state.facts["services"].split(",")
        with httpx.Client(timeout=10, trust_env=False) as client:
            answers = {n: client.get(f"{self.service_url(n)}/health/flow") for n in names}
        return {n: dict(answer.raise_for_status().json()) for n, answer in answers.items()}

    def flow_settled(self, seconds: float = 60.0) -> dict[str, Flow]:
        """Wait until no event is on its way, seen twice in a row; return the flows.

        Dead letters do not count as being on their way: look at them in the answer.
        """
        quiet: list[dict[str, Flow]] = []

        def settled() -> bool:
            with contextlib.suppress(httpx.HTTPError):
                flows = self.flows()
                quiet.append(flows) if not any(map(busy, flows.values())) else quiet.clear()
            return len(quiet) >= 2  # noqa: PLR2004

        self.until(settled, "the events to settle", seconds)
        return quiet[-1]

    @property
    def _output(self) -> Path:
        return self.layout.log / "up.log"

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in OWN}
        own = {"NSCL_HOME": str(self.layout.home), "NSCL_PORT_BASE": "0"}
        return {**kept, **self.environment, **own}

    def _is_ready(self) -> bool:
        state = read_state(self.layout)
        mine = state and self.process and state.supervisor.pid == self.process.pid
        return bool(mine and state and state.parts) and all(
            part.state == "ready" and part.runs() for part in self.state.parts
        )

    def until(self, condition: Any, what: str, seconds: float) -> None:
        """Wait until ``condition()`` holds.

        Raises:
            RuntimeError: the platform ended meanwhile.
            TimeoutError: it took longer than ``seconds``.
        """
        for _ in ticks(seconds):
            if condition():
                return
            if self.process and self.process.poll() is not None:
                said = self._output.read_text(errors="replace")
                raise RuntimeError(f"waiting for {what}, but 'nscl up' ended:\n{said}")
        raise TimeoutError(f"waited {seconds:.0f} s for {what}: {self.state}")

    def leftovers(self) -> list[str]:
        """Return the parts of the last published state that still run."""
        parts = [p for p in self.state.parts if p.pid and still_running(p.pid, p.created or 0)]
        return [part.name for part in parts]


def busy(flow: Flow) -> bool:
    """Tell whether a service's ``/health/flow`` shows anything on its way."""
    queues = flow["subscriptions"].values()
    waiting = sum(q.get(key, 0) for q in queues for key in ("ready", "in_flight", "retrying"))
    return bool(flow["outbox_pending"] or flow.get("retrying") or waiting)


def ticks(seconds: float) -> Iterator[None]:
    """Yield now and then until ``seconds`` have passed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        yield
        time.sleep(PAUSE)
