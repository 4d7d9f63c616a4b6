"""Files that people attach: checked by content, kept in GridFS, named by those who refer to them.

GridFS takes no part in a transaction.  So a file is written first, on its own,
and the command that refers to it second; a file that nothing came to refer to
is an orphan, and :meth:`AttachmentStore.sweep` removes it after a while.

The same content is kept once: whoever uploads it again gets the same id.  Who
may read a file is decided by the thing that refers to it, never by its id.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from gridfs import GridFSBucket

from nscl_shared.kernel import InvalidInput, NotFound, new_id
from nscl_shared.persistence.connection import database
from nscl_shared.persistence.filetypes import KNOWN, FileType, type_of
from nscl_shared.persistence.scanners import scan

MIB = 1024 * 1024
MAX_BYTES = 10 * MIB
BUCKET = "attachments"
NAME_LENGTH = 150
ORPHAN_AGE = timedelta(days=1)


@dataclass(frozen=True)
class Attachment:
    """A stored file and the name its uploader gave it; ``size`` in bytes."""

    attachment_id: str
    name: str
    content_type: str
    size: int


@dataclass(frozen=True)
class StoredFile:
    """What is sent to a reader; ``chunks`` can be read once."""

    chunks: Iterator[bytes]
    content_type: str
    size: int


class AttachmentStore:
    """The attached files of one service, in its own database."""

    def __init__(
        self,
        service: str,
        *,
        types: Collection[FileType] = KNOWN,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._service = service
        self._types = types
        self._max_bytes = max_bytes

    def put(self, data: bytes, name: str, *, field: str = "file") -> Attachment:
        """Store a file and return what to refer to it by.

        Call it before the command, never inside one.

        Raises:
            InvalidInput: ``attachment-empty``, ``attachment-too-large``,
                ``attachment-type`` or ``attachment-infected``, at ``field``.
            ScannerAway: a scanner did not answer; nothing was stored.
        """
        kind = self._checked(data, name, field)
        digest = sha256(data).hexdigest()
        found = self._touch(digest) or self._write(data, kind, digest)
        return Attachment(found, _file_name(name, kind), kind.media, len(data))

    def open(self, attachment_id: str) -> StoredFile:
        """Return a stored file for reading.

        Raises:
            NotFound: ``attachment-not-found``.
        """
        row = self._files.find_one({"_id": attachment_id})
        if row is None:
            raise NotFound("attachment-not-found", id=attachment_id)
        stream = self._bucket.open_download_stream(attachment_id)
        chunks = iter(lambda: stream.read(stream.chunk_size), b"")
        return StoredFile(chunks, row["metadata"]["content_type"], row["length"])

    def sweep(
        self,
        referenced: Callable[[Collection[str]], Collection[str]],
        *,
        now: datetime | None = None,
        age: timedelta = ORPHAN_AGE,
    ) -> int:
        """Delete files older than ``age`` that nothing refers to; return how many.

        ``referenced`` is given ids and returns those that something refers to.
        Chunks that a killed upload left go as well.
        """
        before = (now or datetime.now(UTC)) - age
        old = {"metadata.touched_at": {"$lt": before}}
        ids = [row["_id"] for row in self._files.find(old, {"_id": 1})]
        orphans = set(ids) - set(referenced(ids)) if ids else set()
        removed = sum(self._remove(orphan, old) for orphan in sorted(orphans))
        return removed + self._remove_fragments(before)

    def _checked(self, data: bytes, name: str, field: str) -> FileType:
        if not data:
            raise InvalidInput("attachment-empty", field=field, name=name)
        if len(data) > self._max_bytes:
            limit = self._max_bytes // MIB or 1
            raise InvalidInput("attachment-too-large", field=field, name=name, limit=limit)
        kind = type_of(data)
        if kind is None or kind not in self._types:
            allowed = ", ".join(sorted(kind.ending for kind in self._types))
            raise InvalidInput("attachment-type", field=field, name=name, allowed=allowed)
        finding = scan(data, name)
        if finding is not None:
            raise InvalidInput("attachment-infected", field=field, name=name, finding=finding)
        return kind

    def _touch(self, digest: str) -> str | None:
        """Make a known file young again, so that a sweep on its way leaves it."""
        row = self._files.find_one({"metadata.sha256": digest}, {"_id": 1})
        if row is None:
            return None
        done = self._files.update_one(
            {"_id": row["_id"]}, {"$set": {"metadata.touched_at": datetime.now(UTC)}}
        )
        return str(row["_id"]) if done.matched_count else None

    def _write(self, data: bytes, kind: FileType, digest: str) -> str:
        attachment_id = new_id()
        metadata = {
            "sha256": digest,
            "content_type": kind.media,
            "touched_at": datetime.now(UTC),
        }
        self._bucket.upload_from_stream_with_id(attachment_id, digest, data, metadata=metadata)
        return attachment_id

    def _remove(self, attachment_id: str, guard: dict[str, Any]) -> int:
        if not self._files.delete_one({"_id": attachment_id, **guard}).deleted_count:
            return 0
        self._chunks.delete_many({"files_id": attachment_id})
        return 1

    def _remove_fragments(self, before: datetime) -> int:
        ids = set(self._chunks.distinct("files_id"))
        known = {row["_id"] for row in self._files.find({"_id": {"$in": list(ids)}}, {"_id": 1})}
        fragments = [one for one in ids - known if _made_at(one) < before]
        if fragments:
            self._chunks.delete_many({"files_id": {"$in": fragments}})
        return len(fragments)

    @property
    def _bucket(self) -> GridFSBucket:
        return GridFSBucket(database(self._service), bucket_name=BUCKET)

    @property
    def _files(self) -> Any:
        return database(self._service)[f"{BUCKET}.files"]

    @property
    def _chunks(self) -> Any:
        return database(self._service)[f"{BUCKET}.chunks"]


def prepare_attachments(service: str) -> None:
    """Create the index that finds a file by its content; idempotent, for ``setup``."""
    database(service)[f"{BUCKET}.files"].create_index("metadata.sha256")


def _file_name(given: str, kind: FileType) -> str:
    """Return the bare name with the ending of what the file is.

    >>> _file_name("C:/x/Kế hoạch 73.exe", type_of(b"%PDF-1.7"))
    'Kế hoạch 73.pdf'
    """
    bare = PurePosixPath(given.replace("\\", "/")).name
    stem = "".join(c for c in PurePosixPath(bare).stem if c.isprintable()).strip() or "file"
    return f"{stem[:NAME_LENGTH]}{kind.ending}"


def _made_at(uuid7: str) -> datetime:
    """Return the moment a UUIDv7 carries."""
    return datetime.fromtimestamp(int(uuid7.replace("-", "")[:12], 16) / 1000, UTC)
