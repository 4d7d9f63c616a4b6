"""Repositories: aggregates in and out of documents, written once at commit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from mongoengine import Document
from pymongo.errors import BulkWriteError, DuplicateKeyError, OperationFailure

from nscl_shared.kernel import Aggregate, Conflict, NotFound

A = TypeVar("A", bound=Aggregate)
DUPLICATE = 11_000  # MongoDB's code of a key that is taken
TRY_AGAIN = "TransientTransactionError"


class AggregateRepository(ABC, Generic[A]):
    """Load aggregates and remember them; ``flush`` writes what changed.

    A subclass names its ``document`` class (with ``id`` as primary key and
    ``version``) and the ``missing`` error code, and translates both ways.
    """

    document: ClassVar[type[Document]]
    missing: ClassVar[str]

    def __init__(self) -> None:
        self._seen: dict[str, tuple[A, int]] = {}

    @abstractmethod
    def to_domain(self, document: Any) -> A:
        """Return the aggregate stored in ``document``, with its ``version``."""

    @abstractmethod
    def to_fields(self, aggregate: A) -> dict[str, Any]:
        """Return the document's fields, all but ``id`` and ``version``."""

    def get(self, aggregate_id: str) -> A:
        """Return the aggregate.

        Raises:
            NotFound: there is none; the code is ``self.missing``.
        """
        found = self.find(aggregate_id)
        if found is None:
            raise NotFound(self.missing, id=aggregate_id)
        return found

    def find(self, aggregate_id: str) -> A | None:
        """Return the aggregate or ``None``."""
        if aggregate_id in self._seen:
            return self._seen[aggregate_id][0]
        return self.one(id=aggregate_id)

    def one(self, **filters: Any) -> A | None:
        """Return the first aggregate whose document matches mongoengine ``filters``."""
        document = self.document.objects(**filters).first()
        return None if document is None else self._remember(document)

    def many(self, **filters: Any) -> list[A]:
        """Return all aggregates whose documents match mongoengine ``filters``."""
        return [self._remember(document) for document in self.document.objects(**filters)]

    def add(self, aggregate: A) -> None:
        """Take a new aggregate; it is inserted at commit."""
        self._seen[aggregate.id] = (aggregate, 0)

    def flush(self) -> list[A]:
        """Write new and changed aggregates and return them in order of loading.

        Raises:
            Conflict: somebody else changed the aggregate since it was read.
        """
        changed = [(a, read) for a, read in self._seen.values() if a.version != read]
        new = [aggregate for aggregate, read_version in changed if read_version == 0]
        self._insert(new)
        for aggregate, read_version in changed:
            if read_version:
                self._replace(aggregate, read_version)
            self._seen[aggregate.id] = (aggregate, aggregate.version)
        return [aggregate for aggregate, _ in changed]

    def _remember(self, document: Any) -> A:
        if document.id in self._seen:
            return self._seen[document.id][0]
        aggregate = self.to_domain(document)
        self._seen[aggregate.id] = (aggregate, document.version)
        return aggregate

    def _insert(self, aggregates: Sequence[A]) -> None:
        """Insert new aggregates, all at once.

        Raises:
            pymongo.errors.DuplicateKeyError: a unique index refused one.
        """
        rows = [self._row(aggregate) for aggregate in aggregates]
        try:
            if rows:
                self.document._get_collection().insert_many(rows)
        except BulkWriteError as error:
            raise _of_one(error) from error

    def _replace(self, aggregate: A, read_version: int) -> None:
        guard = {"_id": aggregate.id, "version": read_version}
        done = self.document._get_collection().replace_one(guard, self._row(aggregate))
        if done.matched_count == 0:
            raise Conflict("changed-meanwhile", id=aggregate.id)

    def _row(self, aggregate: A) -> Any:
        document = self.document(
            id=aggregate.id, version=aggregate.version, **self.to_fields(aggregate)
        )
        document.validate()
        return document.to_mongo()


def _of_one(error: BulkWriteError) -> OperationFailure:
    """Return the error of the first document that was refused, as of a single insert."""
    refused = error.details["writeErrors"][:1]
    if error.has_error_label(TRY_AGAIN) or not refused or refused[0]["code"] != DUPLICATE:
        return error
    return DuplicateKeyError(refused[0]["errmsg"], DUPLICATE, refused[0])
