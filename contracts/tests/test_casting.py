"""Older majors arrive as the one a subscriber knows; the fact stays the same fact."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from nscl_contracts import CloudEvent, Message, decode, encode, with_older_forms
from nscl_contracts.errors import CastFailed, DuplicateContract
from nscl_contracts.fields import public, text

V1, V2, V3 = (f"vn.nscl.post.parcel-sent.v{major}" for major in (1, 2, 3))


@pytest.fixture
def chain(own, make):
    """Three majors: v2 takes the town out of the sender, v3 drops the day."""
    make(1)
    town = {"town": public(text(), "Town of the sender.")}
    make(2, more=town, example={"sender": "Công ty A", "town": "Lạng Sơn"})
    town = {"town": public(text(), "Town of the sender.")}
    make(3, more=town, without=("sent_on",), example={"sender": "Công ty A", "town": "Lạng Sơn"})

    @own.upcast(V1)
    def with_town(data):
        sender, town = data["sender"].split(", ")
        return {**data, "sender": sender, "town": town}

    @own.upcast(V2)
    def without_day(data):
        return {name: value for name, value in data.items() if name != "sent_on"}

    @own.downcast(V2)
    def without_town(data):
        sender = f"{data['sender']}, {data['town']}"
        return {"parcel_id": data["parcel_id"], "sender": sender, "sent_on": data["sent_on"]}

    return own


def event(catalogue, event_type: str, **changes) -> CloudEvent:
    contract = catalogue.find(event_type)
    data = contract().load({**contract.example, **changes})
    return CloudEvent(
        "0193a0f0-0000-7000-8000-000000000001", "/province/lang-son/post", event_type,
        data["parcel_id"], datetime(2024, 5, 1, tzinfo=UTC), 7, data, correlationid="c-1",
    )  # fmt: skip


def test_a_subscriber_of_v2_reads_v1_as_v2(chain) -> None:
    older = event(chain, V1)
    read = decode(encode(older, catalogue=chain), at_least={V2}, catalogue=chain)
    assert (read.type, read.dataschema) == (V2, f"urn:nscl:schema:{V2}")
    assert read.data == {
        "parcel_id": "p-1", "sender": "Công ty A", "town": "Lạng Sơn", "sent_on": date(2024, 5, 1),
    }  # fmt: skip
    kept = ("id", "source", "subject", "time", "sequence", "correlationid")
    assert [getattr(read, name) for name in kept] == [getattr(older, name) for name in kept]


def test_casts_form_a_chain(chain) -> None:
    read = decode(encode(event(chain, V1), catalogue=chain), at_least={V3}, catalogue=chain)
    assert read.type == V3
    assert read.data == {"parcel_id": "p-1", "sender": "Công ty A", "town": "Lạng Sơn"}


@pytest.mark.parametrize(
    ("said", "wanted", "read"),
    [
        (V1, set(), V1),
        (V1, {V1}, V1),
        (V1, {V1, V3}, V1),
        (V1, {V2, V3}, V2),
        (V2, {V1}, V2),
        (V3, {V2}, V3),
        (V1, {"vn.nscl.post.letter-sent.v2"}, V1),
    ],
)
def test_an_event_is_raised_to_the_nearest_wanted_major(chain, said, wanted, read) -> None:
    body = encode(event(chain, said), catalogue=chain)
    assert decode(body, at_least=wanted, catalogue=chain).type == read


def test_a_subscriber_is_told_what_else_to_bind(chain) -> None:
    assert chain.older({V3}) == [V1, V2]
    assert chain.older({V1, V2}) == []
    assert chain.older(chain.covered(["vn.nscl.post.#"])) == []
    assert chain.older(chain.covered(["vn.nscl.*.*.v2"])) == [V1]


def test_data_that_breaks_the_older_contract_is_malformed_before_any_cast(chain) -> None:
    body = json.loads(encode(event(chain, V1), catalogue=chain))
    del body["data"]["sender"]
    with pytest.raises(Exception, match=r"v1.*sender") as raised:
        decode(json.dumps(body), at_least={V2}, catalogue=chain)
    assert raised.value.code == "malformed-event"


def test_an_upcaster_that_fails_names_both_types_and_the_reason(chain) -> None:
    body = encode(event(chain, V1, sender="nobody"), catalogue=chain)
    with pytest.raises(CastFailed, match=rf"{V1} as {V2}.*unpack"):
        decode(body, at_least={V2}, catalogue=chain)


def test_an_upcaster_cannot_say_what_the_newer_contract_refuses(own, make) -> None:
    make(1)
    make(2)
    own.upcast(V1)(lambda data: {**data, "colour": "red"})
    with pytest.raises(CastFailed, match="colour"):
        decode(encode(event(own, V1), catalogue=own), at_least={V2}, catalogue=own)


def test_a_second_upcaster_for_a_type_is_refused(chain) -> None:
    with pytest.raises(DuplicateContract, match="with_town"):
        chain.upcast(V1)(dict)


def test_an_upcaster_of_no_type_is_refused(own) -> None:
    with pytest.raises(ValueError, match="parcel-sent"):
        own.upcast("parcel-sent")


def test_during_the_window_a_fact_has_both_forms(chain) -> None:
    newest = Message(chain.find(V2), event(chain, V2).data)
    forms = list(with_older_forms(newest))
    assert [form.contract.type for form in forms] == [V2, V1]
    assert forms[1].data["sender"] == "Công ty A, Lạng Sơn"


def test_without_a_downcaster_a_fact_has_one_form(chain) -> None:
    message = Message(chain.find(V3), event(chain, V3).data)
    assert list(with_older_forms(message)) == [message]
