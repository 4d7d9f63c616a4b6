"""HTML forms: from flat text fields to what a schema loads, and back with messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from nscl_shared.kernel.ids import new_id
from nscl_shared.web.errors import FormErrors
from nscl_shared.web.validation import messages_of

CONTROL_FIELDS = ("csrf_token", "_key", "_form", "lang")
BLANKS = " \t\r\n\u00a0\u2007\u202f\u3000"  # not control characters: those are refused
DEPTH = 10  # how far a field name may nest
GROUPED = re.compile(r"-?\d{1,3}(?:[.\s\u00a0]\d{3})+")
VIETNAMESE_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True)
class FormState:
    """What a form page shows: values typed, messages per field, messages for all of it.

    Empty when the page is shown for the first time.  ``key`` is the idempotency
    key of the next submission, new for every rendering.  ``scope`` names one of
    several forms of a page, ``submitted`` the one that was sent.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    general: tuple[str, ...] = ()
    csrf_token: str = ""
    key: str = field(default_factory=new_id)
    scope: str = ""
    submitted: str = ""

    def at(self, scope: str) -> FormState:
        """Return the state of one form of several: empty unless it was the one sent."""
        if self.submitted == scope:
            return replace(self, scope=scope)
        return FormState(csrf_token=self.csrf_token, scope=scope)

    def id(self, name: str) -> str:
        """Return the id of a field's element."""
        return f"{self.scope}-{name}" if self.scope else name

    @property
    def refused(self) -> bool:
        """Whether there is anything to mend."""
        return bool(self.errors or self.general)

    def value(self, name: str, default: Any = "") -> Any:
        """Return what was typed, else ``default``."""
        return self.values.get(name, default if not self.values else "")

    def chosen(self, name: str, default: Any = ()) -> tuple[str, ...]:
        """Return the values of a field with several, as texts."""
        found = self.value(name, default)
        if found is None or found == "":
            return ()
        several = isinstance(found, Iterable) and not isinstance(found, str)
        return tuple(str(item) for item in (found if several else [found]))

    def messages(self, name: str) -> tuple[str, ...]:
        """Return the messages of a field."""
        return self.errors.get(name, ())


def form_values(sent: MultiDict[str, str]) -> dict[str, Any]:
    """Return the fields as sent: one text, or a list when the name was repeated."""
    return {
        name: values[0] if len(values) == 1 else values for name, values in _given(sent).items()
    }


def _given(sent: MultiDict[str, str]) -> dict[str, list[str]]:
    """Return the fields without ours and without those of an upload that have no name."""
    return {name: values for name, values in sent.lists() if name and name not in CONTROL_FIELDS}


def load(schema: Schema, sent: MultiDict[str, str]) -> Any:
    """Load form or query fields by ``schema``.

    Empty fields count as not given, ``products.0.name`` nests, ``1.000.000`` is an
    integer, ``1.250,5`` a decimal number and ``20/04/2018`` a date.  Fields the schema does not know are ignored.

    Raises:
        FormErrors: the schema refuses; carries messages and what was sent.
    """
    try:
        return schema.load(_read(schema, nest(_given(sent))), unknown=EXCLUDE)
    except ValidationError as error:
        raise FormErrors(messages_of(error), form_values(sent)) from error


def nest(flat: Mapping[str, list[str]]) -> dict[str, Any]:
    """Turn ``{"a.0.b": ["x"]}`` into ``{"a": {"0": {"b": ["x"]}}}``, at most ``DEPTH`` deep."""
    tree: dict[str, Any] = {}
    for name, values in flat.items():
        *path, last = name.split(".", DEPTH)
        node = tree
        for step in path:
            child = node.setdefault(step, {})
            node = child if isinstance(child, dict) else node
        node.setdefault(last, values)
    return tree


def _read(schema: Schema, tree: Mapping[str, Any]) -> dict[str, Any]:
    loaded: dict[str, Any] = {}
    for name, field_ in schema.fields.items():
        key = field_.data_key or name
        if key in tree:
            value = _value(field_, tree[key])
            if value not in (None, "", []):
                loaded[key] = value
    return loaded


def _value(field_: fields.Field[Any], node: Any) -> Any:
    if isinstance(field_, fields.Nested):
        return _read(field_.schema, node) if isinstance(node, dict) else None
    if isinstance(field_, fields.List):
        return _several(field_.inner, node)
    if isinstance(node, dict):
        return {key: _value(fields.String(), child) for key, child in node.items()}
    return _text(field_, node[0])


def _several(inner: fields.Field[Any], node: Any) -> list[Any]:
    if isinstance(node, dict):
        rows = [node[key] for key in sorted(node, key=_position)]
        found = [_value(inner, row) for row in rows]
    else:
        found = [_text(inner, text) for text in node]
    return [value for value in found if value not in (None, "", {})]


def _position(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdecimal() else (-1, key)


def _integer(text: str) -> str:
    return re.sub(r"[.\s\u00a0]", "", text) if GROUPED.fullmatch(text) else text


def _date(text: str) -> str:
    found = VIETNAMESE_DATE.fullmatch(text)
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text


def _decimal(text: str) -> str:
    """Return a Vietnamese number, ``1.250,5``, as programs write it."""
    whole, comma, rest = text.partition(",")
    digits = _integer(whole)
    return f"{digits}.{rest}" if comma else digits


READERS: tuple[tuple[type[fields.Field[Any]], Callable[[str], str]], ...] = (
    (fields.Integer, _integer),
    (fields.Decimal, _decimal),
    (fields.Date, _date),
)


def _text(field_: fields.Field[Any], text: str) -> str:
    stripped = text.strip(BLANKS)
    for kind, reader in READERS:
        if isinstance(field_, kind):
            return reader(stripped)
    return stripped
