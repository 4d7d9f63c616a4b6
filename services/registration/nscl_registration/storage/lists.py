"""In which lists a document stands; the names are told again when a list is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from nscl_registration.domain.assignment import ENDED
from nscl_registration.domain.blocking import keys_of
from nscl_registration.domain.likeness import COMMON, Sketch
from nscl_shared.kernel import search_key
from nscl_shared.persistence.ladder import places
from nscl_shared.persistence.words import pair, pairs, stem, stems

ALL = "all"
MOST_WORDS = 8
FIRM_FACETS = ("owner_account_id", "commune_code", "section", "org_type", "province_code")
CASE_FACETS = ("firm_id", "owner_account_id", "officer_id", "project_id", "state", "year")
NOBODY = "-"
CASE_PAIRS = (("project_id", "state"), ("year", "state"))
YEARLY = (("year",),)  # projects
ACTIVITY_FACETS = ("project_id", "plan_id", "year")
PER_PLACE = tuple((name,) for name in ACTIVITY_FACETS)  # activities
PER_CALL = (("call_id",), ("call_id", "owner_account_id"))  # proposals


def firm_lists(row: Mapping[str, Any]) -> list[str]:
    """Return where a unit stands, by its stored fields; one merged away stands nowhere."""
    if row.get("merged_into"):
        return []
    return places(row["sort_key"], _named(row, FIRM_FACETS, row["phrase"]))


def firm_keys(row: Mapping[str, Any], one: Sketch) -> list[str]:
    """Return the keys by which what is like a unit is found; none of one merged away."""
    return [] if row.get("merged_into") else places(row["sort_key"], keys_of(one))


def case_lists(row: Mapping[str, Any]) -> list[str]:
    """Return where an application stands, by its stored fields."""
    both = [pair for pair in CASE_PAIRS if all(row.get(name) is not None for name in pair)]
    names = {*_named(row, CASE_FACETS, row["phrase"]), *(facet(row, *pair) for pair in both)}
    return places(row["sort_key"], names)


def wait_key(since: date, case_id: str = "") -> str:
    """Return where a case stands among those that wait, the one of the earliest day first."""
    return f"{since:%Y-%m-%d} {case_id}"


def queues(row: Mapping[str, Any]) -> list[str]:
    """Return the work lists of an application; one that is over waits in none."""
    if row["state"] in ENDED:
        return []
    held = {"officer_id": NOBODY, **{k: v for k, v in row.items() if v is not None}}
    pairs_of = [("state",), ("state", "officer_id"), ("state", "owner_account_id")]
    known = [names for names in pairs_of if all(name in held for name in names)]
    return places(row["wait_key"], [facet(held, *names) for names in known])


def pair_lists(row: Mapping[str, Any]) -> list[str]:
    """Return where a pair that may be one unit stands."""
    return places(row["sort_key"], [facet(row, "state")])


def value_lists(row: Mapping[str, Any], *facets: tuple[str, ...]) -> list[str]:
    """Return where something stands: in the list of all, and by the values it has."""
    known = [names for names in facets if all(row.get(name) is not None for name in names)]
    return places(row["sort_key"], {ALL, *(facet(row, *names) for names in known)})


def facet(values: Mapping[str, Any], *names: str) -> str:
    """Return the list of those that have these values.

    >>> facet({"state": "draft", "year": 2022}, "year", "state")
    'year=2022&state=draft'
    """
    return "&".join(f"{name}={values[name]}" for name in names)


def list_of(asked: Mapping[str, Any]) -> str:
    """Return the list of those that have all values ``asked``, in the order of its facet."""
    return facet(asked, *asked) if asked else ALL


def best_list(asked: Mapping[str, Any], words: list[str], facets: Iterable[str]) -> str:
    """Return the list with the fewest entries, likely, that holds all that is asked for."""
    narrow = [name for name in facets if name in asked]
    if narrow[:1] and narrow[0] in ("owner_account_id", "firm_id"):
        return facet(asked, narrow[0])
    if words and (by_words := word_list(words)):
        return by_words
    both = next((pair for pair in CASE_PAIRS if set(pair) <= asked.keys()), None)
    return facet(asked, *(both or narrow[:1])) if narrow else ALL


def word_list(words: Iterable[str]) -> str | None:
    """Return the list of all that may have these words; ``None``: they tell nothing.

    A word that begins a common one tells nothing: a list of half of all would be no help.
    """
    telling = sorted(filter(_tells, words), key=lambda word: (_is_number(word), len(word)))
    if not telling:
        return None
    both = pair(*telling[-2:]) if len(telling) > 1 and not _is_number(telling[-1]) else None
    return f"2w={both}" if both else f"w={stem(telling[-1])}"


def is_exactly(name: str, words: list[str]) -> bool:
    """Tell whether the list ``name`` holds nothing but what has ``words``."""
    return [name] == [f"w={word}" for word in words]


def asked_words(text: str | None) -> list[str]:
    """Return the words that are looked for."""
    return search_key(text or "").split()[:MOST_WORDS]


def phrase_of(*texts: str | None) -> str:
    """Return all words of ``texts`` without accents, each after a space."""
    return f" {search_key(' '.join(text for text in texts if text))}"


def holds(phrase: str, words: Iterable[str]) -> bool:
    """Tell whether every word begins one of the phrase's."""
    return all(f" {word}" in phrase for word in words)


def _named(row: Mapping[str, Any], facets: Iterable[str], text: str) -> set[str]:
    by_value = {facet(row, name) for name in facets if row.get(name) is not None}
    words = set(text.split()) - COMMON
    by_word = {f"w={one}" for word in words for one in stems(word)}
    both = pairs(word for word in words if not _is_number(word))
    return {ALL, *by_value, *by_word, *(f"2w={one}" for one in both)}


def _tells(word: str) -> bool:
    return stem(word) is not None and not any(common.startswith(word) for common in COMMON)


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word))
