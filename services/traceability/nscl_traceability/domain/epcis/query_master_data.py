"""Parameters that ask for attributes of master data: ``HASATTR_<field>``, ``EQATTR_<field>_<attribute>``.

Fields have no ``_`` in their names, so that what follows the field's is the attribute,
whatever characters that has.  GS1's schema of queries writes ``EQ_ATTR_``: the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nscl_traceability.domain.epcis.facts import spelled_out
from nscl_traceability.domain.epcis.formats import is_uri
from nscl_traceability.domain.epcis.hash_values import Namespaces
from nscl_traceability.domain.epcis.master_data import attribute_name, has_term, value_terms

# field of an event → the vocabularies that its identifiers can be of
FIELDS = {
    "readPoint": ("ReadPoint", "Location"),
    "bizLocation": ("BusinessLocation", "Location"),
    "epcClass": ("EPCClass",),
    "bizTransaction": ("BusinessTransaction",),
    "source": ("SourceDest", "Location", "Party"),
    "destination": ("SourceDest", "Location", "Party"),
    "bizStep": ("BusinessStep",),
    "disposition": ("Disposition",),
}
_FIELD = "|".join(FIELDS)
_HAS = re.compile(rf"HASATTR_({_FIELD})")
_EQUALS = re.compile(rf"(EQ_?ATTR_({_FIELD})_)(.{{1,500}})", re.DOTALL)


class NoAttribute(ValueError):
    """What should name an attribute is no URI."""


@dataclass(frozen=True)
class AttributeAsked:
    """A field whose element must have one of the terms."""

    parameter: str
    field: str
    terms: tuple[str, ...]


def attribute_asked(parameter: str, values: Sequence[str]) -> AttributeAsked | None:
    """Return what a parameter asks for, None where it is none of these.

    Raises:
        NoAttribute: an attribute is not named by a URI.
    """
    if found := _HAS.fullmatch(parameter):
        names = [_attribute(value) for value in values]
        terms = [has_term(kind, name) for kind in FIELDS[found[1]] for name in names]
        return AttributeAsked(parameter, found[1], tuple(dict.fromkeys(terms)))
    if (found := _EQUALS.fullmatch(parameter)) is None:
        return None
    name = _attribute(found[3])
    terms = [
        term for kind in FIELDS[found[2]] for v in values for term in value_terms(kind, name, v)
    ]
    return AttributeAsked(parameter, found[2], tuple(dict.fromkeys(terms)))


def _attribute(given: str) -> str:
    if not is_uri(given):
        raise NoAttribute(given)
    return attribute_name(given)


def attribute_spelled_out(parameter: str, known: Namespaces) -> str:
    """Return a parameter with the namespace of its attribute instead of a prefix."""
    found = _EQUALS.fullmatch(parameter)
    return found[1] + spelled_out(found[3], known) if found else parameter


def values_spelled_out(parameter: str, values: Sequence[str], known: Namespaces) -> tuple[str, ...]:
    """Return values with namespaces instead of prefixes, where they name attributes."""
    if _HAS.fullmatch(parameter) is None:
        return tuple(values)
    return tuple("|".join(spelled_out(v, known) for v in value.split("|")) for value in values)
