"""``nscl token``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from nscl_shared.cli.client import ask, running_facts
from nscl_shared.runtime.problems import RuntimeProblem

PASSWORD = "NSCL_PASSWORD"  # noqa: S105  (the name of a variable)


def token(
    username: Annotated[str, typer.Argument(help="The account.")] = "admin",
) -> None:
    """Print a bearer token of an account, for trying the REST interfaces.

    The administrator's password is read from the state directory, any other from
    the variable NSCL_PASSWORD. Example:
    curl -H "Authorization: Bearer $(nscl token)" http://localhost:8322/api/identity/me
    """
    facts = running_facts()
    password = os.environ.get(PASSWORD, "")
    if not password and username == "admin":
        password = Path(facts["admin_password_file"]).read_text(encoding="utf-8").strip()
    if not password:
        raise RuntimeProblem(f"no password for {username}", f"Set {PASSWORD}")
    body = {"username": username, "password": password}
    answer = ask("POST", f"{facts['url']}/api/identity/tokens", json=body)
    sys.stdout.write(answer["access_token"] + "\n")
