"""Programs and data of Node packages, for tests that need them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from nscl_shared.runtime.process import require_program


def installed(package: Path, into: Path) -> Path:
    """Copy ``package`` into ``into``, install what its lock names, and return ``into``.

    Raises:
        AssertionError: npm could not; with what it said.
        RuntimeProblem: there is no npm.
    """
    for path in package.iterdir():
        if path.is_file():
            shutil.copy(path, into)
    done = subprocess.run(
        [
            require_program("npm", "npm"),
            *("ci", "--no-audit", "--no-fund", "--ignore-scripts"),
        ],
        cwd=into,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return into
