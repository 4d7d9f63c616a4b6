"""In which lists a document stands; the names are told again when a list is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nscl_registration.domain.likeness import COMMON
from nscl_shared.kernel import search_key
from nscl_shared.persistence.ladder import places
from nscl_shared.persistence.words import LONGEST, beginnings, pairs

ALL = "all"
MOST_WORDS = 8
FIRM_FACETS = ("owner_account_id", "commune_code", "section", "org_type", "province_code")
CASE_FACETS = ("firm_id", "owner_account_id", "project_id", "state", "year")
CASE_PAIRS = (("project_id", "state"), ("year", "state"))
YEARLY = (("year",),)  # projects, activities
PER_CALL = (("call_id",), ("call_id", "owner_account_id"))  # proposals


def firm_lists(row: Mapping[str, Any]) -> list[str]:
    """Return where a unit stands, by its stored fields; one merged away stands nowhere."""
    if row.get("merged_into"):
        return []
    return places(row["sort_key"], _named(row, FIRM_FACETS, row["phrase"]))


def case_lists(row: Mapping[str, Any]) -> list[str]:
    """Return where an application stands, by its stored fields."""
    both = [pair for pair in CASE_PAIRS if all(row.get(name) is not None for name in pair)]
    names = {*_named(row, CASE_FACETS, row["phrase"]), *(facet(row, *pair) for pair in both)}
    return places(row["sort_key"], names)


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
    if words:
        return f"w={_telling(words)[:LONGEST]}"
    both = next((pair for pair in CASE_PAIRS if set(pair) <= asked.keys()), None)
    return facet(asked, *(both or narrow[:1])) if narrow else ALL


def pair_list(words: list[str]) -> str | None:
    """Return the list of those that have the two most telling of ``words``, whole."""
    longest = sorted({w for w in words if w not in COMMON}, key=len, reverse=True)[:2]
    found = pairs(" ".join(longest), COMMON)
    return f"2w={found[0]}" if found else None


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
    by_word = {f"w={word}" for word in beginnings(text)}
    return {ALL, *by_value, *by_word, *(f"2w={pair}" for pair in pairs(text, COMMON))}


def _telling(words: list[str]) -> str:
    """Return the word that the fewest entries are likely to have."""
    return min(words, key=lambda word: (word in COMMON, -len(word)))
