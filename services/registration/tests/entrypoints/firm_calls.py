"""What the tests of units ask, and how they look at answers."""

from __future__ import annotations

from typing import Any

import httpx

from .conftest import API


def problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Return the body of a refusal."""
    assert response.status_code == status, response.text
    assert response.json()["code"] == code
    return dict(response.json())


def shown(response: httpx.Response, status: int = 200) -> str:
    """Return the text of a page."""
    assert response.status_code == status, response.text
    return response.text


def put(client: httpx.Client, firm_id: str, version: int, body: dict[str, Any]) -> httpx.Response:
    """Replace the entry of a unit in the version that was seen."""
    return client.put(f"{API}/firms/{firm_id}", json=body, headers={"If-Match": f'"{version}"'})
