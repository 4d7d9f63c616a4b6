"""Virus scanners as plugins, in the group of entry points ``nscl.scanners``.

An implementer gives a function ``scan(data: bytes, name: str) -> str | None``:
the name of what was found, or ``None`` for a clean file.  All that are installed
are asked.  One that raises is away: the file is refused, not let through.
"""

from __future__ import annotations

from nscl_shared.kernel import DomainError
from nscl_shared.observability.logs import get_logger
from nscl_shared.plugins import plugins

GROUP = "nscl.scanners"

log = get_logger(__name__)


class ScannerAway(DomainError):
    """A scanner could not answer, so nobody knows whether the file is clean."""

    status = 503


def scan(data: bytes, name: str) -> str | None:
    """Return what the first complaining scanner found, ``None`` when all are content.

    Raises:
        ScannerAway: ``attachment-not-scanned``, a scanner failed.
    """
    for scanner, entry_point in plugins(GROUP).items():
        try:
            found: str | None = entry_point.load()(data, name)
        except Exception as error:
            log.exception("scanner-failed", scanner=scanner)
            raise ScannerAway("attachment-not-scanned", name=name) from error
        if found:
            return found
    return None
