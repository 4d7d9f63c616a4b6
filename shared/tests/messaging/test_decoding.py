"""The fast decoder accepts and reads exactly what the contracts' own decoder does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl_contracts import CloudEvent, ContractError, catalogue, decode, encode
from nscl_shared.messaging import decoding
from nscl_shared.messaging.decoding import decode_fast

CONTRACTS = sorted(catalogue().values(), key=lambda contract: contract.type)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["", "0", "2024-02-30", "2024-02-29", "2024-02-29T10:00:00Z", "\n", "7\n"]),
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.datetimes().map(lambda moment: f"{moment.isoformat()}+07:00"),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def envelope_of(contract: Any) -> dict[str, Any]:
    event = CloudEvent(
        id="0193a0f0-0000-7000-8000-000000000001",
        source="/province/lang-son/registration",
        type=contract.type,
        subject="s-1",
        time=datetime(2024, 5, 1, tzinfo=UTC),
        sequence=3,
        data=contract().load(contract.example),
        province="lang-son",
        correlationid="c-1",
    )
    envelope: dict[str, Any] = json.loads(encode(event))
    return envelope


def places(node: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) of a JSON document."""
    keys = list(node) if isinstance(node, dict) else range(len(node))
    inner = [
        place for key in keys if isinstance(node[key], dict | list) for place in places(node[key])
    ]
    return [(node, key) for key in keys] + inner


def mutated(data: st.DataObject, envelope: dict[str, Any]) -> dict[str, Any]:
    container, key = data.draw(st.sampled_from(places(envelope)))
    match data.draw(st.sampled_from(["replace", "remove", "add"])):
        case "replace":
            container[key] = data.draw(values)
        case "remove":
            del container[key]
        case "add" if isinstance(container, dict):
            container[data.draw(st.text(max_size=8))] = data.draw(values)
        case _:
            container.append(data.draw(values))
    return envelope


def outcome(read: Any, body: str) -> Any:
    try:
        return read(body)
    except ContractError as error:
        return type(error)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.type)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_both_decoders_agree_on_events_gone_wrong(contract, data) -> None:
    body = json.dumps(mutated(data, envelope_of(contract)))
    assert outcome(decode_fast, body) == outcome(decode, body)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.type)
def test_every_contract_is_read_without_the_slow_decoder(contract, monkeypatch) -> None:
    body = encode(decode(json.dumps(envelope_of(contract))))
    expected = decode(body)

    def refuse(*_: object) -> None:
        raise AssertionError(f"{contract.type} is not read fast")

    monkeypatch.setattr(decoding, "decode", refuse)
    assert decode_fast(body) == expected
