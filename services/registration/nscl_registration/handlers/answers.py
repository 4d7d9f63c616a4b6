"""What handlers answer about an application."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.application import Application


def state_of(application: Application) -> dict[str, Any]:
    """Return id, state and the version after the step."""
    state = application.state.value
    return {"id": application.id, "state": state, "version": application.version}
