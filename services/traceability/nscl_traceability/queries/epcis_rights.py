"""Whose products events are about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nscl_traceability.storage.epcis_repository import owners_of


def owned_gtins(gtins: Collection[str], firms: Sequence[str]) -> set[str]:
    """Return those of ``gtins`` that belong to products of these firms."""
    return {gtin for gtin, firm in owners_of(gtins).items() if firm in firms}
