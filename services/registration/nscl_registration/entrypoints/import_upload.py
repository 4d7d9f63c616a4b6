"""Take in an uploaded workbook: read it in a process of its own, keep its rows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from nscl_registration.domain.import_rows import SheetRow, marked
from nscl_registration.entrypoints import import_reader
from nscl_registration.entrypoints.callers import actor
from nscl_registration.entrypoints.import_columns import EXPECTED, headings
from nscl_registration.entrypoints.import_sheet import MOST_ROWS
from nscl_registration.handlers.import_commands import BeginImport, ReceiveRows
from nscl_registration.storage.import_repository import keep_rows
from nscl_shared.audit import AuditLog
from nscl_shared.kernel import InvalidInput
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence.scanners import scan
from nscl_shared.web import Request

MIB = 1024 * 1024
MAX_BYTES = 10 * MIB
MAX_BODY = MAX_BYTES + MIB
SECONDS = 120
NAME_LENGTH = 150


def upload(request: Request, commands: CommandBus) -> dict[str, str]:
    """Return the id of the import that an uploaded workbook began.

    Raises:
        InvalidInput: it is no workbook that can be imported; nothing was stored.
    """
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidInput("workbook-missing", field="file")
    name = _bare(sent.filename)
    data = sent.stream.read(MAX_BYTES + 1)
    _require_clean(data, name)
    said = list(read_apart(data, name))
    command, rows = _command(request, name, said)
    made: dict[str, str] = commands.execute(command, key=request.idempotency_key)
    keep_rows(made["id"], rows)
    commands.execute(ReceiveRows(import_id=made["id"]))
    AuditLog("registration").append(
        actor=request.user.username,
        action="import-uploaded",
        target=made["id"],
        project=command.project_id,
        rows=command.count,
    )
    return made


def read_apart(data: bytes, name: str) -> Iterator[Any]:
    """Yield what the reader says of a workbook; other requests go on meanwhile.

    Raises:
        InvalidInput: the reader refuses it, with its code.
    """
    command = [sys.executable, "-m", import_reader.__name__, json.dumps(_wanted())]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise InvalidInput("workbook-too-heavy", field="file", name=name) from None
    said = [json.loads(line) for line in done.stdout.splitlines()] if done.returncode == 0 else []
    if not said:  # it was ended by one of its limits
        raise InvalidInput("workbook-too-heavy", field="file", name=name)
    for one in said:
        if isinstance(one, Mapping) and "refused" in one:
            raise InvalidInput(one["refused"], field="file", name=name, **one["params"])
    yield from said


def _wanted() -> dict[str, Any]:
    words = headings()
    return {
        "headings": {import_reader.folded(title): name for name, title in words.items()},
        "expected": {name: words[name] for name in EXPECTED},
        "most_rows": MOST_ROWS,
    }


def _command(request: Request, name: str, said: list[Any]) -> tuple[BeginImport, list[SheetRow]]:
    about, *rows = said
    found, examples = marked(about["workbook_id"], rows)
    if not found:
        raise InvalidInput("workbook-empty", field="file", name=name)
    command = BeginImport(
        by=actor(request),
        workbook_id=about["workbook_id"],
        project_id=about["project_id"],
        file_name=name,
        columns=about["columns"],
        count=len(found),
        last_row=found[-1].number,
        examples=examples,
    )
    return command, found


def _require_clean(data: bytes, name: str) -> None:
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // MIB
        raise InvalidInput("workbook-too-large", field="file", name=name, limit=limit)
    finding = scan(data, name)
    if finding is not None:
        raise InvalidInput("attachment-infected", field="file", name=name, finding=finding)


def _bare(name: str) -> str:
    bare = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in bare if c.isprintable())[-NAME_LENGTH:] or "—"
