"""Master data in the header of a document: what is said of places, classes, transactions.

An element is known by its vocabulary and its identifier in canonical form.  Its ``terms``
are what queries look for: ``h:<vocabulary> <attribute>`` for an attribute that it has, and
``v:<vocabulary> <attribute> <value>``; neither vocabularies nor attributes hold a space.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nscl_traceability.domain.epcis.facts import readings, spelled_out
from nscl_traceability.domain.epcis.faults import Fault, Step
from nscl_traceability.domain.epcis.formats import written
from nscl_traceability.domain.epcis.hash_values import Namespaces
from nscl_traceability.domain.epcis.identifiers import node
from nscl_traceability.domain.epcis.vocabulary import bare

# how EPCIS names its own vocabularies and CBV its attributes; the rest is the word
_TYPES = "urn:epcglobal:epcis:vtype:"
_ATTRIBUTES = ("urn:epcglobal:cbv:mda#", "urn:epcglobal:cbv:mda:")
CBV_ATTRIBUTE = "cbvmda:"
_WORDS = {"BusinessStep": "bizStep", "Disposition": "disposition"}
_HEADER = ("epcisHeader", "epcisMasterData", "vocabularyList")
_CONTENT = ("#text", "@value")


@dataclass(frozen=True, kw_only=True)
class VocabularyElement:
    """What is said of one thing; ``path`` is where the document says it."""

    vocabulary: str
    name: str
    given: str
    body: str
    terms: frozenset[str]
    path: str

    @property
    def key(self) -> str:
        """What it is known by."""
        return element_key(self.vocabulary, self.name)


def element_key(vocabulary: str, name: str) -> str:
    """Return what an element is known by."""
    return f"{vocabulary} {name}"


def vocabulary_name(given: str) -> str:
    """Return a vocabulary of EPCIS as its word, such as ``BusinessLocation``, others as they are."""
    return given.removeprefix(_TYPES)


def attribute_name(given: str) -> str:
    """Return an attribute of CBV as ``cbvmda:<word>``, whichever way it is spelled."""
    for prefix in _ATTRIBUTES:
        if given.startswith(prefix):
            return CBV_ATTRIBUTE + given.removeprefix(prefix)
    return given


def element_name(vocabulary: str, given: str) -> str:
    """Return an identifier as the terms of events write it."""
    if word := _WORDS.get(vocabulary):
        return bare(word, given)
    return given if vocabulary == "BusinessTransaction" else node(given)


def has_term(vocabulary: str, attribute: str) -> str:
    """Return the term of an element that has the attribute."""
    return f"h:{vocabulary} {attribute}"


def value_term(vocabulary: str, attribute: str, text: str) -> str:
    """Return the term of a value in one spelling."""
    return f"v:{vocabulary} {attribute} {text}"


def value_terms(vocabulary: str, attribute: str, value: Any) -> Iterator[str]:
    """Yield the terms of a value, one for each way it can be compared: text, number, time."""
    for each in readings(value):
        text = written(each) if isinstance(each, datetime) else str(each)
        yield value_term(vocabulary, attribute, text)


def elements_of(document: Mapping[str, Any], known: Namespaces) -> tuple[VocabularyElement, ...]:
    """Return the elements of a sound document, each once: the last that is said counts."""
    if document["type"] != "EPCISDocument":
        return ()
    found = {element.key: element for element in _elements(document, known)}
    return tuple(found.values())


def _elements(document: Mapping[str, Any], known: Namespaces) -> Iterator[VocabularyElement]:
    vocabularies: Any = document
    for member in _HEADER:
        vocabularies = vocabularies.get(member) or {}
    for at, vocabulary in enumerate(vocabularies):
        name = vocabulary_name(vocabulary["type"])
        for place, element in enumerate(vocabulary.get("vocabularyElementList", ())):
            yield _element(name, element, known, (*_HEADER, at, "vocabularyElementList", place))


def _element(
    vocabulary: str, element: dict[str, Any], known: Namespaces, path: tuple[Step, ...]
) -> VocabularyElement:
    attributes = element.get("attributes", ())
    return VocabularyElement(
        vocabulary=vocabulary,
        name=element_name(vocabulary, element["id"]),
        given=element["id"],
        body=json.dumps(element, ensure_ascii=False, separators=(",", ":")),
        terms=frozenset(_terms(vocabulary, attributes, known)),
        path=Fault("", path=path).json_path,
    )


def _terms(
    vocabulary: str, attributes: Iterable[Mapping[str, Any]], known: Namespaces
) -> Iterator[str]:
    for attribute in attributes:
        if "attribute" not in attribute:  # null: the element does not have it
            continue
        value = attribute["attribute"]
        values = [value.get(name) for name in _CONTENT] if isinstance(value, dict) else [value]
        for name in {attribute_name(n) for n in (attribute["id"], spelled_out(attribute["id"], known))}:  # fmt: skip
            yield has_term(vocabulary, name)
            for each in values:
                yield from value_terms(vocabulary, name, each)
