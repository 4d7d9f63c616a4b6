"""Asking the running platform, as anybody could: over HTTP through the front door."""

from __future__ import annotations

from typing import Any

import httpx

from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import is_owned
from nscl_shared.runtime.problems import RuntimeProblem
from nscl_shared.runtime.state import read_state

SECONDS = 30.0


def running_facts() -> dict[str, str]:
    """Return the facts of the running platform.

    Raises:
        RuntimeProblem: nothing runs in the state directory.
    """
    layout = Layout.current()
    state = read_state(layout)
    if state is None or not is_owned(layout):
        raise RuntimeProblem(
            f"nothing runs in {layout.home}", "Start it with 'nscl up', or give --url"
        )
    return state.facts


def ask(method: str, url: str, **options: Any) -> Any:
    """Return the JSON answer.

    Raises:
        RuntimeProblem: unreachable, or refused; with the problem's own words.
    """
    try:
        answer = httpx.request(method, url, timeout=SECONDS, trust_env=False, **options)
    except httpx.HTTPError as error:
        raise RuntimeProblem(f"{url} does not answer: {error}", "See 'nscl status'") from error
    if answer.is_error:
        raise RuntimeProblem(f"{url} answers {answer.status_code}: {_words(answer)}")
    return answer.json()


def _words(answer: httpx.Response) -> str:
    try:
        problem = answer.json()
    except ValueError:
        return answer.text[:200]
    return f"{problem.get('title', '')} {problem.get('detail', '')}".strip()
