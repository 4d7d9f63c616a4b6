"""HTTP with patience: what may pass is tried again, what was refused is shown."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from threading import Event
from types import TracebackType
from typing import Any, Self

import httpx

PATIENCE_SECONDS = 240.0
TIMEOUT_SECONDS = 30.0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0

UNAUTHORIZED = 401
# What a platform answers while a part of it is being started again.  500 is among
# them because a request is repeated under its idempotency key: at worst in vain.
PASSING = frozenset({429, 500, 502, 503, 504})

Json = dict[str, Any]


class PlayError(RuntimeError):
    """A step that failed; ``problem`` is the problem document (RFC 9457) if there was one."""

    def __init__(self, step: str, reason: str, problem: Mapping[str, Any] | None = None) -> None:
        shown = "\n" + json.dumps(problem, ensure_ascii=False, indent=2) if problem else ""
        super().__init__(f"{step}: {reason}{shown}")
        self.step = step
        self.problem = dict(problem or {})

    @property
    def status(self) -> int | None:
        """Return the HTTP status that was answered, if any."""
        return self.problem.get("status")


class Platform:
    """The front door of a platform; safe for use by several threads."""

    def __init__(self, base_url: str, *, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._given_up = Event()
        self._client = httpx.Client(
            base_url=base_url.rstrip("/"),
            timeout=TIMEOUT_SECONDS,
            headers={"Accept": "application/json", "Accept-Language": "en"},
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def give_up(self) -> None:
        """End the patience of all requests that are on their way."""
        self._given_up.set()

    def ask(
        self,
        step: str,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        not_yet: str = "",
    ) -> Json:
        """Send a request until it is answered for good; return the JSON answer.

        ``not_yet`` is the code of a problem that passes when an event arrives.

        Raises:
            PlayError: refused, or not answered in time.
        """
        reason = "was never sent"
        for _ in self._attempts():
            try:
                answer = self._client.request(method, path, json=body, headers=headers)
            except httpx.TransportError as error:
                reason = f"{type(error).__name__}: {error}"
                continue
            if not _passes(answer, not_yet):
                return _accepted(step, f"{method} {path}", answer)
            reason = f"answers {answer.status_code}: {answer.text[:500]}"
        raise PlayError(step, f"{method} {path} {reason} (tried for {self._patience:.0f} s)")

    def _attempts(self) -> Iterator[None]:
        """Yield at once, then with growing pauses until patience ends."""
        deadline, pause = time.monotonic() + self._patience, FIRST_PAUSE
        while True:
            yield
            if time.monotonic() + pause > deadline or self._given_up.wait(pause):
                return
            pause = min(pause * 2, LONGEST_PAUSE)


def _passes(answer: httpx.Response, not_yet: str) -> bool:
    if answer.status_code in PASSING:
        return True
    return bool(not_yet) and answer.is_error and _problem(answer).get("code") == not_yet


def _accepted(step: str, what: str, answer: httpx.Response) -> Json:
    if answer.is_success:
        return dict(answer.json()) if answer.content else {}
    raise PlayError(step, f"{what} answers {answer.status_code}", _problem(answer))


def _problem(answer: httpx.Response) -> Json:
    try:
        problem = answer.json()
    except ValueError:
        problem = None
    if not isinstance(problem, dict):
        problem = {"detail": answer.text[:500]}
    return {"status": answer.status_code, **problem}
