"""A query with a name, so that it can be asked again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from nscl_shared.kernel import Aggregate
from nscl_traceability.domain.epcis.query import QueryParameter, read_query

_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
# what says how to read a result, not what is in it
_READING = ("perPage", "nextPageToken")


@dataclass(frozen=True)
class QueryNamed:
    """A query got a name; only this service needs to know."""

    name: str


@dataclass(frozen=True)
class QuerySubscribed:
    """Somebody subscribed to a query; only this service needs to know."""

    name: str
    subscription_id: str


@dataclass(kw_only=True)
class NamedQuery(Aggregate):
    """Parameters of SimpleEventQuery under a name, which is the id."""

    account_id: str
    created_at: datetime
    parameters: Mapping[str, tuple[str, ...]]

    @classmethod
    def create(
        cls, name: str, parameters: Mapping[str, tuple[str, ...]], account_id: str, at: datetime
    ) -> Self:
        """Return a new query whose parameters are understood.

        Raises:
            QueryParameter: the name or a parameter cannot be used.
        """
        if not _NAME.fullmatch(name):
            raise QueryParameter("epcis-query-name", field="name", name=name[:100])
        for own in parameters.keys() & set(_READING):
            raise QueryParameter("epcis-query-unknown", field=own, name=own)
        read_query(parameters)
        query = cls(id=name, account_id=account_id, created_at=at, parameters=parameters)
        query.record(QueryNamed(name))
        return query

    def subscribed(self, subscription_id: str) -> None:
        """Note a subscriber, so that the query cannot be dropped in the same moment."""
        self.record(QuerySubscribed(self.id, subscription_id))
