"""Who gives a command, for audit logs and for others who wait."""

from __future__ import annotations

import getpass
import os
import platform


def actor() -> str:
    """Return user, machine and process."""
    return f"{getpass.getuser()}@{platform.node()} (pid {os.getpid()})"
