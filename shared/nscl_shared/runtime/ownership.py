"""One supervisor per state directory."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ports import PortBook
from nscl_shared.runtime.problems import RuntimeProblem
from nscl_shared.runtime.state import read_state


@contextmanager
def owned(layout: Layout, *, base: int | None = None) -> Iterator[PortBook]:
    """Own the state directory inside the block; yields its port book.

    What an earlier, killed supervisor left running is ended first, so that its
    ports are free again.

    Raises:
        RuntimeProblem: another supervisor owns it.
    """
    layout.create()
    with (layout.run / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RuntimeProblem(
                f"NSCL already runs in {layout.home}",
                "Look with 'nscl status', stop it with 'nscl down', or use another NSCL_HOME",
            ) from error
        if left := read_state(layout):
            left.kill_leftovers()
        book = PortBook(layout.run / "ports.json")
        if base is not None:
            book.base = base
        try:
            yield book
        finally:
            book.release()


def is_owned(layout: Layout) -> bool:
    """Tell whether a supervisor owns the state directory now."""
    try:
        with (layout.run / "lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
