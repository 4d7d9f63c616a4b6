"""Local copies of others' facts that end up the same in whatever order events come.

Each field keeps the sequence of the event that wrote it, and takes a value only
from a later one: a last-writer-wins map (Shapiro et al., *Conflict-free
Replicated Data Types*, 2011), so applying is commutative and idempotent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from mongoengine import DictField, Document, StringField


class ConvergentDocument(Document):
    """Base of copies and read models; ``id`` is the event's subject."""

    id = StringField(primary_key=True)
    seen = DictField()

    meta: ClassVar[dict[str, Any]] = {"abstract": True}

    @classmethod
    def absorb(cls, subject: str, sequence: int, **fields: Any) -> Self:
        """Write the fields that ``sequence`` is newer for; return the document.

        Call it inside a command handler, so that it joins the transaction.
        """
        document: Self = cls.objects(id=subject).first() or cls(id=subject)
        if document.take(sequence, fields):
            document.save(force_insert=document._created)
        return document

    def take(self, sequence: int, fields: Mapping[str, Any]) -> bool:
        """Take the values that ``sequence`` is newer for; tell whether there were any."""
        newer = {k: v for k, v in fields.items() if sequence > self.seen.get(k, 0)}
        for name, value in newer.items():
            setattr(self, name, value)
            self.seen[name] = sequence
        return bool(newer)
