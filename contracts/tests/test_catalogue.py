"""The catalogue holds each event once, with a valid example and classified fields."""

import pytest
from marshmallow import fields

from nscl_contracts import catalogue, type_matches
from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.errors import DuplicateContract
from nscl_contracts.json_schema import classified_members, data_schema

CONTRACTS = list(catalogue().values())


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda c: c.type)
class TestEveryContract:
    def test_says_what_it_means(self, contract: type[EventSchema]) -> None:
        assert contract.__doc__

    def test_has_an_example_that_it_accepts(self, contract: type[EventSchema]) -> None:
        assert contract().validate(contract.example) == {}

    def test_has_an_example_that_shows_every_field(self, contract: type[EventSchema]) -> None:
        assert set(contract.example) == set(contract().fields)

    def test_names_its_subject_among_its_fields(self, contract: type[EventSchema]) -> None:
        assert contract.subject_field in contract().fields

    def test_classifies_and_describes_every_field(self, contract: type[EventSchema]) -> None:
        for field in contract().fields.values():
            assert field.metadata["classification"] in {"public", "partner", "personal"}
            assert field.metadata["description"]

    def test_classifies_nested_fields_in_its_schema(self, contract: type[EventSchema]) -> None:
        members = classified_members(data_schema(contract))
        inner = {n: getattr(f, "inner", None) for n, f in contract().fields.items()}
        lists = [name for name, one in inner.items() if isinstance(one, fields.Nested)]
        assert all(any(m.startswith(f"{name}.") for m in members) for name in lists)


def test_a_second_class_for_a_type_is_refused_and_the_owner_named() -> None:
    with pytest.raises(DuplicateContract, match="FirmRegistered"):

        @event("vn.nscl.registration.firm-registered.v1", subject="id", example={})
        class Impostor(EventSchema):
            """Never registered."""


def test_a_type_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match=r"vn\.nscl"):
        event("firm.registered", subject="id", example={})


@pytest.mark.parametrize(
    ("pattern", "covered"),
    [
        ("vn.nscl.registration.#", True),
        ("vn.nscl.registration.firm-registered.v1", True),
        ("vn.nscl.*.firm-registered.*", True),
        ("vn.nscl.registration.firm-registered", False),
        ("vn.nscl.certification.#", False),
        ("#", True),
    ],
)
def test_patterns_cover_types_as_amqp_topics_do(pattern: str, covered: bool) -> None:
    assert type_matches(pattern, "vn.nscl.registration.firm-registered.v1") is covered
