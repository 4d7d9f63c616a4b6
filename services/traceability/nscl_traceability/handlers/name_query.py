"""Give a query a name, and take it back."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import Conflict, Forbidden
from nscl_traceability.domain.epcis.named_query import NamedQuery
from nscl_traceability.handlers.epcis_commands import DropQuery, NameQuery
from nscl_traceability.handlers.ports import TraceabilityWork


def name_query(cmd: NameQuery, work: TraceabilityWork) -> dict[str, Any]:
    """Keep the query.

    Raises:
        Conflict: ``epcis-query-name-taken``.
    """
    if work.epcis_queries.find(cmd.name) is not None:
        raise Conflict("epcis-query-name-taken", field="name", name=cmd.name)
    query = NamedQuery.create(cmd.name, cmd.parameters, cmd.account_id, cmd.at)
    work.epcis_queries.add(query)
    return {"name": query.id}


def drop_query(cmd: DropQuery, work: TraceabilityWork) -> dict[str, Any]:
    """Forget the query and its subscriptions; its maker or an officer may.

    Raises:
        NotFound: ``epcis-name-not-found``.
        Forbidden: ``epcis-query-not-yours``.
    """
    query = work.epcis_queries.get(cmd.name)
    if cmd.account_id not in (None, query.account_id):
        raise Forbidden("epcis-query-not-yours", name=cmd.name)
    work.epcis_subscriptions.remove_all(cmd.name)
    work.epcis_queries.remove(cmd.name)
    return {"name": cmd.name}
