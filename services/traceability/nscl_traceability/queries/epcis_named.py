"""Named queries."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import NotFound
from nscl_traceability.domain.epcis.formats import written
from nscl_traceability.storage.documents_epcis import NamedQueryDocument

Parameters = dict[str, list[str]]


def list_queries(size: int, after: str | None) -> tuple[list[dict[str, Any]], str | None]:
    """Return queries by name, and where the next page starts."""
    found = NamedQueryDocument.objects(**({"id__gt": after} if after else {}))
    rows = list(found.order_by("id").limit(size + 1))
    return [_view(row) for row in rows[:size]], rows[size - 1].id if len(rows) > size else None


def show_query(name: str) -> dict[str, Any]:
    """Return a query.

    Raises:
        NotFound: ``epcis-name-not-found``.
    """
    return _view(_get(name))


def parameters_of(name: str) -> Parameters:
    """Return the parameters of a query.

    Raises:
        NotFound: ``epcis-name-not-found``.
    """
    return {row["name"]: list(row["values"]) for row in _get(name).parameters}


def _get(name: str) -> NamedQueryDocument:
    found: NamedQueryDocument | None = NamedQueryDocument.objects(id=name).first()
    if found is None:
        raise NotFound("epcis-name-not-found", id=name)
    return found


def _view(row: NamedQueryDocument) -> dict[str, Any]:
    query = {one["name"]: _plain(one["values"]) for one in row.parameters}
    return {"name": row.id, "query": query, "createdAt": written(row.created_at)}


def _plain(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else list(values)
