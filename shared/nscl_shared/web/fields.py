"""Fields of what people send, stricter than marshmallow's own."""

from __future__ import annotations

import unicodedata
from typing import Any

from marshmallow import fields


class Text(fields.String):
    """Text as people type it: NFC, no outer blanks, no control characters."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = unicodedata.normalize("NFC", super()._deserialize(value, attr, data, **kwargs))
        if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\r\t" for c in text):
            raise self.make_error("invalid")
        return text.strip()


class WholeNumber(fields.Integer):
    """An integer, or its digits as a form sends them; 1.5 and true are refused, not cut.

    JSON does not tell 3.0 from 3, so it is the same number.
    """

    def _validated(self, value: Any) -> int:
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            raise self.make_error("invalid", input=value)
        return int(super()._validated(value))
