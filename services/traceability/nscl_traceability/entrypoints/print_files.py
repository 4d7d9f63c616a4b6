"""Handing out print files: noted before the first byte, with a manifest after the last."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import eventlet

from nscl_shared.messaging import CommandBus
from nscl_shared.web import Download, Request
from nscl_traceability.entrypoints.stamp_acts import note, who
from nscl_traceability.handlers.stamp_commands import PrintStamps, RecordPrintFile

Batch = Mapping[str, Any]


def note_print(
    commands: CommandBus, request: Request, batch: Batch, form: str, *, first: int, last: int
) -> None:
    """Note that stamps go out: who has the file can make the stamps.

    Raises:
        Conflict: ``batch-not-issued``.
        InvalidInput: ``stamp-range``.
    """
    by = who(request)
    commands.execute(PrintStamps(batch_id=batch["id"], first=first, last=last, form=form, by=by))
    what = {"number": batch["number"], "form": form, "first": first, "last": last}
    note(request, "stamps-downloaded", batch["id"], **what)


def hand_out(
    commands: CommandBus,
    request: Request,
    batch: Batch,
    form: str,
    *,
    first: int,
    last: int,
    make: Callable[[], Iterable[bytes]],
    filename: str,
    content_type: str,
) -> Download:
    """Return the file as it is made; nobody gets a byte that is not noted."""
    note_print(commands, request, batch, form, first=first, last=last)
    by = who(request)

    def keep(size: int, sha256: str) -> None:
        commands.execute(
            RecordPrintFile(
                batch_id=batch["id"],
                form=form,
                first=first,
                last=last,
                size=size,
                sha256=sha256,
                by=by,
            )
        )

    pieces = iter(make())
    # what cannot be made at all is refused before the answer begins
    begun = chain((next(pieces),), pieces)
    return Download(_weighed(begun, keep), filename, content_type)


def _weighed(pieces: Iterator[bytes], keep: Callable[[int, str], None]) -> Iterator[bytes]:
    """Pass ``pieces`` on; when all are out, tell their size and hash."""
    size, digest = 0, hashlib.sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
        yield piece
        eventlet.sleep(0)  # other requests are served between two pieces
    keep(size, digest.hexdigest())
