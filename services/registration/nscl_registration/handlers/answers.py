"""What handlers answer about an application."""

from __future__ import annotations

from nscl_registration.domain.application import Application


def state_of(application: Application) -> dict[str, str]:
    """Return id and state."""
    return {"id": application.id, "state": application.state.value}
