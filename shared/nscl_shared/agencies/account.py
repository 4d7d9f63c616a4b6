"""Names: an agency ``so-cong-thuong`` has the user and the queue ``agency.so-cong-thuong``."""

from __future__ import annotations

import re

from nscl_shared.runtime.problems import RuntimeProblem

QUEUE_PREFIX = "agency."
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST = 40


def account(name: str) -> str:
    """Return the broker's name of the user and the queue of the agency ``name``.

    Raises:
        RuntimeProblem: ``name`` is none that an agency can have.
    """
    if NAME.fullmatch(name) is None or len(name) > LONGEST:
        raise RuntimeProblem(
            f"{name!r} cannot be the name of an agency",
            f"Use small letters, digits and single hyphens, at most {LONGEST}: so-cong-thuong",
        )
    return QUEUE_PREFIX + name


def read_permission(queue: str) -> str:
    """Return the regular expression that covers ``queue`` alone."""
    return f"^{re.escape(queue)}$"
