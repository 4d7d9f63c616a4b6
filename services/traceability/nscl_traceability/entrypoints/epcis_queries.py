"""EPCIS 2.0 REST: named queries."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from nscl_shared.kernel import DomainError
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Json, NoContent, Request, route
from nscl_traceability.domain.epcis.hash_values import namespaces
from nscl_traceability.domain.epcis.query import QueryParameter
from nscl_traceability.entrypoints import epcis_answers as e
from nscl_traceability.entrypoints.epcis_http import ask, paging, spelled_out
from nscl_traceability.handlers.epcis_commands import DropQuery, NameQuery
from nscl_traceability.queries.epcis_named import list_queries, parameters_of, show_query

QUERIES = f"{e.EPCIS}/queries"


class NotImplementedHere(DomainError):
    """The standard allows it, but it is not offered here."""

    status = 501


class EpcisQueries:
    """Queries with a name, and their events."""

    commands: CommandBus

    @route("OPTIONS", QUERIES)
    def epcis_queries_options(self, _request: Request) -> NoContent:
        """Say what can be done with queries."""
        return e.options("GET", "POST")

    @route("GET", QUERIES, summary="List named queries")
    def epcis_queries(self, request: Request) -> Json:
        """List the queries."""
        found, following = list_queries(*paging(request))
        return Json(found, headers={**e.VERSIONS, **e.links(request, following)})

    @route("POST", QUERIES, status=201, summary="Name a query")
    def epcis_name_query(self, request: Request) -> Json:
        """Keep a query under a name."""
        name, parameters = _definition(request.json())
        command = NameQuery(
            name=name,
            parameters=parameters,
            account_id=request.user.subject,
            at=datetime.now(UTC),
        )
        answer = self.commands.execute(command, key=request.idempotency_key)
        location = f"{QUERIES}/{answer['name']}"
        return Json(answer, status=201, headers={**e.VERSIONS, "Location": location})

    @route("OPTIONS", f"{QUERIES}/<name>")
    def epcis_query_options(self, _request: Request, name: str) -> NoContent:
        """Say what can be done with a query."""
        show_query(name)
        return e.options("GET", "DELETE")

    @route("GET", f"{QUERIES}/<name>", summary="Show a named query")
    def epcis_query(self, _request: Request, name: str) -> Json:
        """Show a query."""
        return Json(show_query(name), headers=e.VERSIONS)

    @route("DELETE", f"{QUERIES}/<name>", status=204, summary="Forget a named query")
    def epcis_drop_query(self, request: Request, name: str) -> NoContent:
        """Forget a query with all subscriptions to it: its maker, or an officer."""
        account = None if request.user.has("officer") else request.user.subject
        self.commands.execute(DropQuery(name=name, account_id=account))
        return NoContent(dict(e.VERSIONS))

    @route("GET", f"{QUERIES}/<name>/events", summary="Events of a named query")
    def epcis_query_events(self, request: Request, name: str) -> Json:
        """Answer the query, as far as the caller may see its events."""
        if request.headers.get("Upgrade", "").lower() == "websocket":
            raise NotImplementedHere("epcis-websocket")
        e.require_readable(request)
        paging(request)
        page = ask(request, parameters_of(name))
        headers = {**e.VERSIONS, **e.links(request, page.next)}
        return Json(e.query_document(page, name=name), headers=headers)


def _definition(body: Any) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Return name and parameters of a query definition, prefixes of its context spelled out.

    Raises:
        QueryParameter: the body is none.
    """
    if not isinstance(body, dict) or not isinstance(body.get("query"), dict):
        raise QueryParameter("epcis-query-definition", field="query")
    for extra in body.keys() - {"name", "query"}:
        raise QueryParameter("epcis-query-unknown", field=extra, name=extra)
    query = dict(body["query"])
    known = namespaces(query.pop("@context", None))
    given = {name: _values(name, value) for name, value in query.items()}
    named = {name: tuple(values) for name, values in spelled_out(given, known).items()}
    return str(body.get("name", "")), named


def _values(name: str, value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str | int | float) for item in values):
        raise QueryParameter("epcis-query-definition", field=name)
    return tuple(str(item).lower() if isinstance(item, bool) else str(item) for item in values)
