"""Read models: what a service computes from events alone, and can compute again."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from mongoengine import ValidationError
from pymongo import InsertOne, ReplaceOne
from pymongo.collection import Collection
from pymongo.errors import CollectionInvalid

from nscl_contracts import CloudEvent
from nscl_shared.observability.logs import get_logger
from nscl_shared.persistence.connection import database
from nscl_shared.persistence.convergent import ConvergentDocument
from nscl_shared.persistence.generations import (
    Generations,
    collection_name,
    generation_in_use,
    in_generation,
)

log = get_logger(__name__)


class ReadModel(ConvergentDocument):
    """Base of documents that ``nscl replay`` can rebuild; see ``generations``."""

    meta: ClassVar[dict[str, Any]] = {"abstract": True}

    @classmethod
    def absorb(cls, subject: str, sequence: int, **fields: Any) -> Self:
        """Write the newer fields in every listed generation; return the current document.

        What another generation cannot take does not stop the current one: before
        that generation is read, it is compared and lacks the event.
        """
        current, *others = Generations(cls._meta["db_alias"]).pointer().written
        with in_generation(current):
            document: Self = super().absorb(subject, sequence, **fields)
        for number in others:
            try:
                with in_generation(number):
                    super().absorb(subject, sequence, **fields)
            except ValidationError as error:
                log.warning("generation-lacks-event", generation=number, reason=str(error))
        return document

    @classmethod
    def ensure_indexes(cls) -> None:
        """Make the indexes of every listed generation."""
        for number in Generations(cls._meta["db_alias"]).pointer().written:
            cls.make_collection(number)

    @classmethod
    def make_collection(cls, generation: int) -> None:
        """Make the collection of ``generation`` and its indexes, unless it is there."""
        with contextlib.suppress(CollectionInvalid):
            database(cls._meta["db_alias"]).create_collection(cls.collection_in(generation).name)
        with in_generation(generation):
            super().ensure_indexes()

    @classmethod
    def _get_collection(cls) -> Collection[dict[str, Any]]:
        """Return the collection of the generation in use; mongoengine asks for every query."""
        service = cls._meta["db_alias"]
        return cls.collection_in(generation_in_use(service))

    @classmethod
    def collection_in(cls, generation: int) -> Collection[dict[str, Any]]:
        """Return the collection of ``generation``."""
        return database(cls._meta["db_alias"])[collection_name(cls.base_name(), generation)]

    @classmethod
    def base_name(cls) -> str:
        """Return the name of the collection before there were generations."""
        return str(cls._meta["collection"])

    @classmethod
    def _get_collection_name(cls) -> str:
        return cls._get_collection().name


@dataclass(frozen=True)
class Statement:
    """What one event states about the document ``subject`` of ``model``."""

    model: type[ReadModel]
    subject: str
    sequence: int
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class ReadModels:
    """What a manifest's ``read_models`` names.

    ``read`` says what an event states, None for one that is not needed.  It must
    be what the service's own subscriptions write.
    """

    models: Sequence[type[ReadModel]]
    read: Callable[[CloudEvent], Statement | None]

    @property
    def collections(self) -> list[str]:
        """Return the names of the collections without generation."""
        return [model.base_name() for model in self.models]


def absorb_all(
    model: type[ReadModel], statements: Sequence[Statement]
) -> list[tuple[Statement, str]]:
    """Write all of ``statements`` into the generation in use, in one command.

    Return those that the model does not take, with the reason.  Call it inside
    a transaction.
    """
    subjects = {statement.subject for statement in statements}
    documents = {d.id: d for d in model.objects(id__in=list(subjects))}
    changed, refused = set(), []
    for statement in statements:
        document = documents.get(statement.subject) or model(id=statement.subject)
        try:
            if _take(document, statement):
                changed.add(statement.subject)
                documents[statement.subject] = document
        except ValidationError as error:
            refused.append((statement, str(error)))
    _write(model, [documents[subject] for subject in changed])
    return refused


def _take(document: ReadModel, statement: Statement) -> bool:
    before = {name: getattr(document, name, None) for name in statement.fields}
    seen = dict(document.seen)
    changed = document.take(statement.sequence, statement.fields)
    try:
        if changed:
            document.validate()
    except ValidationError:
        for name, value in before.items():
            setattr(document, name, value)
        document.seen = seen
        raise
    return changed


def _write(model: type[ReadModel], documents: Iterable[ReadModel]) -> None:
    writes: list[InsertOne[dict[str, Any]] | ReplaceOne[dict[str, Any]]] = [
        InsertOne(row) if document._created else ReplaceOne({"_id": row["_id"]}, row)
        for document in documents
        if (row := document.to_mongo().to_dict())
    ]
    if writes:
        model._get_collection().bulk_write(writes, ordered=False)
