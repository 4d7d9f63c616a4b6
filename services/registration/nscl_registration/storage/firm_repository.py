"""Repositories of units and of pairs that may be the same unit."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.blocking import keys_of
from nscl_registration.domain.codes import OrgType, RevenueBand
from nscl_registration.domain.duplicate import DuplicatePair, PairState
from nscl_registration.domain.firm import Firm
from nscl_registration.domain.firm_facts import FirmFacts
from nscl_registration.domain.likeness import Sketch, sketch
from nscl_registration.domain.products import Product
from nscl_registration.domain.sectors import section_of
from nscl_registration.domain.tax_code import TaxCode
from nscl_registration.storage import candidates
from nscl_registration.storage import firm_parts as parts
from nscl_registration.storage.documents_firms import DuplicatePairDocument, FirmDocument
from nscl_registration.storage.lists import firm_keys, firm_lists, pair_lists, phrase_of
from nscl_registration.storage.parts import ProductPart, values
from nscl_shared.kernel import search_key
from nscl_shared.persistence import AggregateRepository


class FirmRepository(AggregateRepository[Firm]):
    """Units of the register."""

    document = FirmDocument
    missing = "firm-not-found"

    def __init__(self) -> None:
        super().__init__()
        self._sketched: dict[tuple[str, ...], list[Sketch]] = {}

    def sketches(self, one: Sketch) -> list[Sketch]:
        """Return some hundred entries that share a blocking key and are not merged away.

        Those that this unit of work adds are among them.
        """
        keys = tuple(keys_of(one))
        if keys not in self._sketched:
            self._sketched[keys] = candidates.like(one)
        added = (_sketch(firm) for firm, read in self._seen.values() if read == 0)
        found = [sketched for sketched in added if not set(keys).isdisjoint(keys_of(sketched))]
        return self._sketched[keys] + found

    def namesakes(self, name: str, commune_code: str) -> list[Firm]:
        """Return the entries of that name in a commune, not merged away, also those added now."""
        stored = self.many(__raw__=candidates.in_commune(name, commune_code))
        added = [firm for firm, read in self._seen.values() if read == 0]
        here = (one for one in added if one.facts.head_office.unit_code == commune_code)
        return [one for one in (*stored, *here) if search_key(one.name) == search_key(name)]

    def to_domain(self, document: FirmDocument) -> Firm:
        """Return the firm."""
        return Firm(
            id=document.id,
            version=document.version,
            facts=facts_of(document),
            owner_account_id=document.owner_account_id,
            merged_into=document.merged_into,
            history=tuple(parts.change(part) for part in document.history),
        )

    def to_fields(self, aggregate: Firm) -> dict[str, Any]:
        """Return the document's fields; a personal number is not searchable."""
        facts, tax_code = aggregate.facts, aggregate.tax_code
        fields = {
            **_as_entered(facts),
            "tax_code": tax_code.number if tax_code else None,
            "tax_code_personal": bool(tax_code and tax_code.personal),
            "products": [ProductPart(**vars(product)) for product in facts.products],
            "owner_account_id": aggregate.owner_account_id,
            "merged_into": aggregate.merged_into,
            "history": [parts.change_part(change) for change in aggregate.history],
            "commune_code": facts.head_office.unit_code,
            "province_code": facts.head_office.province_code,
            "section": section_of(facts.sector) if facts.sector else None,
            "sort_key": f"{search_key(facts.name)} {aggregate.id}",
            "phrase": phrase_of(facts.name, facts.short_name, _number(facts)),
        }
        keys = firm_keys(fields, _sketch(aggregate))
        return {**fields, "alike": keys, "lists": firm_lists(fields)}


class DuplicatePairRepository(AggregateRepository[DuplicatePair]):
    """Pairs of entries."""

    document = DuplicatePairDocument
    missing = "pair-not-found"

    def of_firm(self, firm_id: str) -> list[DuplicatePair]:
        """Return the pairs of an entry, decided or not."""
        return self.many(firm_ids=firm_id)

    def to_domain(self, document: DuplicatePairDocument) -> DuplicatePair:
        """Return the pair."""
        return DuplicatePair(
            id=document.id,
            version=document.version,
            firm_ids=(document.firm_ids[0], document.firm_ids[1]),
            names=(document.names[0], document.names[1]),
            score=document.score,
            reasons=tuple(document.reasons),
            state=PairState(document.state),
            decided_by=document.decided_by,
            decided_at=document.decided_at,
            note=document.note,
        )

    def to_fields(self, aggregate: DuplicatePair) -> dict[str, Any]:
        """Return the document's fields."""
        fields = {
            "firm_ids": list(aggregate.firm_ids),
            "names": list(aggregate.names),
            "score": aggregate.score,
            "reasons": list(aggregate.reasons),
            "state": aggregate.state.value,
            "decided_by": aggregate.decided_by,
            "decided_at": aggregate.decided_at,
            "note": aggregate.note,
            "sort_key": f"{aggregate.score:03d} {aggregate.id}",
        }
        return {**fields, "lists": pair_lists(fields)}


def facts_of(document: Any) -> FirmFacts:
    """Return the facts of an entry."""
    tax_code = document.tax_code
    return FirmFacts(
        name=document.name,
        short_name=document.short_name,
        org_type=OrgType(document.org_type),
        tax_code=TaxCode(tax_code, document.tax_code_personal) if tax_code else None,
        registration=parts.registration(document.registration),
        head_office=parts.address(document.head_office),
        production=tuple(parts.address(part) for part in document.production),
        representative=parts.representative(document.representative),
        contacts=tuple(parts.contact(part) for part in document.contacts),
        sector=document.sector,
        employees=document.employees,
        revenue_band=RevenueBand(document.revenue_band) if document.revenue_band else None,
        products=tuple(Product(**values(part)) for part in document.products),
        systems=tuple(parts.system(part) for part in document.systems),
    )


def _as_entered(facts: FirmFacts) -> dict[str, Any]:
    return {
        "name": facts.name,
        "short_name": facts.short_name,
        "org_type": facts.org_type.value,
        "registration": parts.registration_part(facts.registration),
        "head_office": parts.address_part(facts.head_office),
        "production": [parts.address_part(address) for address in facts.production],
        "representative": parts.representative_part(facts.representative),
        "contacts": [parts.contact_part(contact) for contact in facts.contacts],
        "sector": facts.sector,
        "employees": facts.employees,
        "revenue_band": facts.revenue_band.value if facts.revenue_band else None,
        "systems": [parts.system_part(system) for system in facts.systems],
    }


def _number(facts: FirmFacts) -> str | None:
    return facts.tax_code.publishable if facts.tax_code else None


def _sketch(firm: Firm) -> Sketch:
    return sketch(firm.id, firm.name, [contact.phone for contact in firm.facts.contacts])
