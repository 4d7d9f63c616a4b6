"""The graph of what was made of what, packed into what: one row per edge."""

from __future__ import annotations

from mongoengine import DateTimeField, Document, FloatField, StringField

from nscl_traceability.storage.documents import ALIAS


class EdgeDocument(Document):
    """``upstream`` went into ``downstream``; ``id`` is a digest of both and ``source``.

    A node is named by the path of its GS1 Digital Link without the first slash:
    ``01/<GTIN-14>/10/<lot>``, the same with ``/21/<serial>`` for a stamp of this register,
    ``01/<GTIN-14>/21/<serial>`` for a serial of others, or ``00/<SSCC>``.  A lot
    of somebody else that has no GTIN is ``outside/<digest>``.
    ``kind``: ``input``, ``transformation``, ``aggregation`` or ``association``.
    ``source`` is the lot or the EPCIS event that says so.  ``upstream_lot`` and
    ``downstream_lot`` are the same ends with the lot in place of a serial below it, so
    that a level of a trace is read at once; ``storage.graph.edge_row`` writes them.
    """

    id = StringField(primary_key=True)
    upstream = StringField(required=True)
    downstream = StringField(required=True)
    kind = StringField(required=True)
    source = StringField(required=True)
    at = DateTimeField(required=True)
    quantity = FloatField()
    unit = StringField()
    upstream_lot = StringField(required=True)
    downstream_lot = StringField(required=True)

    meta = {
        "collection": "edges",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": ["upstream_lot", "downstream_lot", "source"],
    }
