"""The collections of bulk imports.

Windows of rows are read by import and number, not by ranges of ids: not every server has an
index for those.  ``cells`` hold personal data and go when the import is old.
"""

from __future__ import annotations

from mongoengine import (
    BooleanField,
    DateTimeField,
    DictField,
    Document,
    IntField,
    ListField,
    MapField,
    StringField,
)

from nscl_registration.storage.parts import kept_in


class ImportDocument(Document):
    id = StringField(primary_key=True)
    version = IntField(required=True)
    workbook_id = StringField(required=True)
    project_id = StringField(required=True)
    file_name = StringField(required=True)
    by = DictField(required=True)
    at = DateTimeField(required=True)
    columns = MapField(StringField())
    last_row = IntField(required=True)
    counts = MapField(IntField())
    examples = IntField(default=0)
    state = StringField(required=True)
    position = IntField(required=True)
    spans = ListField(ListField(IntField()))
    wanted = IntField(default=0)
    taken = IntField(default=0)
    ended_at = DateTimeField()
    forgotten = BooleanField(default=False)
    sort_key = StringField(required=True)

    meta = kept_in(
        "imports", {"fields": ["sort_key"], "unique": True}, ("state", "sort_key"), "ended_at"
    )


class ImportRowDocument(Document):
    id = StringField(primary_key=True)
    import_id = StringField(required=True)
    number = IntField(required=True)
    mark = StringField(required=True)
    state = StringField(required=True)
    cells = DictField()
    doubles = IntField()
    faults = ListField(DictField())
    alike = IntField(default=0)
    case = DictField()

    meta = kept_in("import_rows", ("import_id", "number"), ("import_id", "state", "number"))


class ImportMarkDocument(Document):
    """A row that became an application; the id is the mark."""

    id = StringField(primary_key=True)
    application_id = StringField(required=True)
    case_number = StringField(required=True)

    meta = kept_in("import_marks")


IMPORTS = (ImportDocument, ImportRowDocument, ImportMarkDocument)
