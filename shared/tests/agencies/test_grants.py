"""Short patterns become bindings of one service each; what covers nothing is refused."""

from __future__ import annotations

import pytest

from nscl_contracts import catalogue, type_matches
from nscl_shared.agencies import granted
from nscl_shared.runtime.problems import RuntimeProblem

APPLICATION = "vn.nscl.registration.application-"


def patterns(asked: str) -> list[str]:
    return [grant.pattern for grant in granted(asked)]


@pytest.mark.parametrize(
    ("asked", "bound"),
    [
        ("registration.*", ["vn.nscl.registration.#"]),
        ("registration.#", ["vn.nscl.registration.#"]),
        ("vn.nscl.registration.#", ["vn.nscl.registration.#"]),
        ("registration.application-approved", [f"{APPLICATION}approved.v1"]),
        ("registration.application-approved.v1", [f"{APPLICATION}approved.v1"]),
        (f"{APPLICATION}approved.v1", [f"{APPLICATION}approved.v1"]),
        ("registration.*.v1", ["vn.nscl.registration.*.v1"]),
        ("traceability.lot-r*", ["vn.nscl.traceability.lot-recorded.v1"]),
        ("traceability.lot-r*.v1", ["vn.nscl.traceability.lot-recorded.v1"]),
        (
            "registration.*, registration.application-approved ,registration.*",
            ["vn.nscl.registration.#"],
        ),
    ],
)
def test_a_pattern_becomes_bindings(asked: str, bound: list[str]) -> None:
    assert patterns(asked) == bound


def test_a_part_of_a_word_is_expanded_to_every_type_that_begins_so() -> None:
    begin = [name for name in catalogue() if name.startswith(APPLICATION)]
    assert len(begin) > 3
    assert patterns("registration.application-*") == begin


def test_a_binding_names_the_types_that_the_broker_sends_for_it() -> None:
    (grant,) = granted("registration.*")
    assert grant.grows
    assert grant.types == tuple(n for n in catalogue() if type_matches(grant.pattern, n))


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("registration.aplication-submited", "registration.application-submitted"),
        ("traceability.lots-*", "traceability.lot-recorded"),
        ("traceability.zzz", "traceability.stamps-issued"),
        ("regstration.*", "registration.*"),
        ("registration", "registration.*"),
        ("*", "certification.*"),
        ("#", "certification.*"),
        ("vn.nscl.*.firm-registered.v1", "certification.*"),
        ("registration.*.v9", "registration."),
        ("registration.application-approved.v2", "registration.application-approved"),
        ("registration.[a-z]*", "registration."),
    ],
)
def test_what_covers_nothing_is_refused_with_the_nearest_names(asked: str, nearest: str) -> None:
    with pytest.raises(RuntimeProblem) as refused:
        granted(f"registration.firm-registered,{asked}")
    assert repr(asked) in str(refused.value)
    assert nearest in str(refused.value)


def test_nothing_asked_is_refused() -> None:
    with pytest.raises(RuntimeProblem, match="no events are named"):
        granted(" , ")
