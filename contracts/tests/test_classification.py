"""A contract whose members do not say who may see them is refused at import."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from marshmallow import Schema, fields

from nscl_contracts.errors import UnclassifiedMember
from nscl_contracts.fields import public


class Item(Schema):
    code = public(fields.String(), "Code.")
    price = fields.Integer()


class Box(Schema):
    item = public(fields.Nested(Item), "What is in it.")


@pytest.mark.parametrize(
    ("field", "told"),
    [
        (fields.String(), "member extra has no class"),
        (fields.String(metadata={"classification": "secret"}), "member extra has no class"),
        (public(fields.String(), ""), "member extra has no description"),
        (public(fields.Nested(Item), "x"), r"member extra\.price has no class"),
        (public(fields.List(fields.Nested(Item)), "x"), r"member extra\[\]\.price has no class"),
        (public(fields.Nested(Box), "x"), r"member extra\.item\.price has no class"),
        (public(fields.Dict(), "x"), "member extra is a Dict"),
        (public(fields.List(fields.Dict()), "x"), "member extra is a Dict"),
        (public(fields.Raw(), "x"), "member extra is a Raw"),
        (public(fields.List(fields.List(fields.Nested(Item))), "x"), "member extra is a List"),
    ],
)
def test_an_unclassified_member_is_refused_by_name(own, make, field, told) -> None:
    with pytest.raises(UnclassifiedMember, match=rf"post\.parcel-sent\.v1: {told}"):
        make(more={"extra": field})
    assert own.all() == {}


MODULE = '''
from marshmallow import fields
from nscl_contracts.catalogue import Catalogue, EventSchema

@Catalogue().event("vn.nscl.post.letter-sent.v1", subject="letter_id", example={})
class LetterSent(EventSchema):
    """A letter was sent."""
    letter_id = fields.String()
'''


def test_a_module_with_an_unclassified_member_cannot_be_imported(tmp_path: Path) -> None:
    path = tmp_path / "post_events.py"
    path.write_text(MODULE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("post_events", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.raises(UnclassifiedMember, match="letter_id"):
        spec.loader.exec_module(module)
    assert "post_events" not in sys.modules
