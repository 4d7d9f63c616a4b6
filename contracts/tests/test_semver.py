"""A contract's history is told version by version, without a gap."""

import pytest

from nscl_contracts import catalogue
from nscl_contracts.semver import Version, history


def test_a_contract_that_never_changed_is_at_its_first_version() -> None:
    assert list(history(2, None)) == ["2.0.0"]


def test_versions_compare_as_figures_not_as_texts() -> None:
    assert Version.parse("1.10.0") > Version.parse("1.9.9")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"1.0": "x"}, "MAJOR.MINOR.PATCH"),
        ({"1.01.0": "x"}, "MAJOR.MINOR.PATCH"),
        ({"2.0.0": "x"}, "begin with 1.0.0"),
        ({"1.1.0": "x"}, "begin with 1.0.0"),
        ({"1.0.0": "x", "1.2.0": "y"}, r"after 1.0.0 comes 1.0.1 or 1.1.0, not 1.2.0"),
        ({"1.0.0": "x", "1.1.1": "y"}, "not 1.1.1"),
        ({"1.0.0": "x", "2.0.0": "y"}, "not 2.0.0"),
        ({"1.0.0": "x", "1.1.0": "y", "1.0.1": "z"}, "not 1.0.1"),
        ({"1.0.0": "x", "1.0.1": " "}, "what is new in 1.0.1"),
    ],
)
def test_a_history_with_a_gap_is_refused(changes: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        history(1, changes)


def test_registering_with_a_gap_names_the_event(make) -> None:
    with pytest.raises(ValueError, match=r"post\.parcel-sent\.v1: .*not 1\.2\.0"):
        make(changes={"1.0.0": "First.", "1.2.0": "Too far."})


@pytest.mark.parametrize("contract", catalogue().values(), ids=lambda c: c.type)
def test_every_event_has_version_owner_and_history(contract) -> None:
    assert contract.version == list(contract.changes)[-1]
    assert Version.parse(contract.version).major == contract.major
    assert contract.owner == f"{contract.service} maintainers"


def test_an_owner_can_be_named(make) -> None:
    assert make(owner="the post office").owner == "the post office"
