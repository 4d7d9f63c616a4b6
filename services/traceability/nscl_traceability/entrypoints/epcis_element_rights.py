"""Which master data a firm's account may capture."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nscl_shared.kernel import Forbidden
from nscl_traceability.domain.epcis.identifiers import gtin_of
from nscl_traceability.domain.epcis.master_data import VocabularyElement
from nscl_traceability.domain.epcis.terms import firm_at
from nscl_traceability.storage.epcis_repository import owners_of


def unowned_elements(
    elements: Sequence[VocabularyElement], firms: Collection[str], places: Collection[str]
) -> frozenset[str]:
    """Return the keys of elements about nothing that belongs to these firms or others.

    Raises:
        Forbidden: ``epcis-element-not-yours``: one is about another firm's product or place.
    """
    owners = owners_of({gtin for element in elements if (gtin := gtin_of(element.name))})
    found = set()
    for element in elements:
        owner = owners.get(gtin_of(element.name) or "") or firm_at(element.name)
        if owner is None:
            found.add(element.key)
        elif owner not in firms and element.name not in places:
            raise Forbidden("epcis-element-not-yours", field=element.path, id=element.given)
    return frozenset(found)
