"""Whose products events are about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nscl_traceability.storage.documents import ProductDocument


def owned_gtins(gtins: Collection[str], firms: Sequence[str]) -> set[str]:
    """Return those of ``gtins`` that belong to products of these firms."""
    found = ProductDocument.objects(gtin__in=list(gtins)).only("gtin", "firm_id")
    return {product.gtin for product in found if product.firm_id in firms}
