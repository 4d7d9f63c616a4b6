"""A catalogue of the test's own, in which contracts come and change at will."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from marshmallow import fields

from nscl_contracts import Catalogue, EventSchema
from nscl_contracts.fields import day, identifier, public, text

Make = Callable[..., type[EventSchema]]
MEMBERS: Mapping[str, Callable[[], Any]] = {
    "parcel_id": lambda: public(identifier(), "Id of the parcel."),
    "sender": lambda: public(text(), "Who sent it."),
    "sent_on": lambda: public(day(), "Day it was sent."),
}
EXAMPLE = {"parcel_id": "p-1", "sender": "Công ty A, Lạng Sơn", "sent_on": "2024-05-01"}


@pytest.fixture
def own() -> Catalogue:
    return Catalogue()


@pytest.fixture
def make(own: Catalogue) -> Make:
    """Register ``vn.nscl.post.parcel-sent.v<major>``, with members more, other or fewer."""

    def register(
        major: int = 1,
        *,
        words: str = "A parcel was sent.",
        without: tuple[str, ...] = (),
        more: Mapping[str, fields.Field[Any]] | None = None,
        example: Mapping[str, Any] | None = None,
        catalogue: Catalogue = own,
        **registered: Any,
    ) -> type[EventSchema]:
        members = {name: make() for name, make in MEMBERS.items() if name not in without}
        members |= more or {}
        shown = {n: v for n, v in (EXAMPLE | dict(example or {})).items() if n in members}
        cls = type(f"ParcelSentV{major}", (EventSchema,), {**members, "__doc__": words})
        event_type = f"vn.nscl.post.parcel-sent.v{major}"
        return catalogue.event(event_type, subject="parcel_id", example=shown, **registered)(cls)

    return register
