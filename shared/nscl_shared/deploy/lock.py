"""Which part of the lock an image installs.

Run as a program (standard library only, before anything is installed) it prints
the blocks of the named distributions:
``python lock.py requirements.lock amqp werkzeug … > subset.lock``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

OWN = "nscl-"
NAME = re.compile(r"[A-Za-z0-9._-]+")


def normalise(name: str) -> str:
    """Return the normal form of a distribution's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def subset(lock: str, names: Iterable[str]) -> str:
    """Return the blocks of ``names`` with their hashes.

    Raises:
        KeyError: a distribution is not locked.
    """
    blocks: dict[str, str] = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock):
        found = NAME.match(block)
        if found and "==" in block:
            blocks[normalise(found.group())] = block.rstrip()
    return "".join(f"{blocks[normalise(name)]}\n" for name in names)


def closure(distribution: str) -> list[str]:
    """Return the third-party distributions ``distribution`` needs at run time, sorted.

    Read from the installed metadata, for this platform; our own are left out.
    """
    seen: set[tuple[str, str]] = set()
    _walk(distribution, "", seen)
    return sorted({name for name, _ in seen if not name.startswith(OWN)})


def _walk(distribution: str, extra: str, seen: set[tuple[str, str]]) -> None:
    # Not at the top: the image runs this file before packaging is installed.
    from importlib.metadata import requires

    from packaging.requirements import Requirement

    if (distribution, extra) in seen:
        return
    seen.add((distribution, extra))
    for line in requires(distribution) or ():
        needed = Requirement(line)
        if needed.marker is None or needed.marker.evaluate({"extra": extra}):
            for wanted in ("", *sorted(needed.extras)):
                _walk(normalise(needed.name), wanted, seen)


if __name__ == "__main__":
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    sys.stdout.write(subset(text, sys.argv[2:]))
