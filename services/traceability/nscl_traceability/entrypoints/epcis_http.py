"""EPCIS 2.0 REST: capture and events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from nscl_shared.i18n import _
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Json, NoContent, Request, route
from nscl_traceability.domain.epcis.hash_values import Namespaces, namespaces
from nscl_traceability.domain.epcis.query import QueryParameter, read_query
from nscl_traceability.domain.epcis.query_facts import with_namespace
from nscl_traceability.domain.epcis.query_master_data import values_spelled_out
from nscl_traceability.entrypoints import epcis_answers as e
from nscl_traceability.entrypoints import epcis_intake as intake
from nscl_traceability.entrypoints.epcis_problems import EPCIS_PROBLEMS
from nscl_traceability.entrypoints.intake import visible_firms
from nscl_traceability.queries.epcis_captures import list_captures, show_capture
from nscl_traceability.queries.epcis_events import EventPage, find_events, show_event

CAPTURE = f"{e.EPCIS}/capture"
EVENTS = f"{e.EPCIS}/events"


class EpcisApi:
    """Capture jobs and events."""

    commands: CommandBus

    @route("OPTIONS", CAPTURE)
    def epcis_capture_options(self, _request: Request) -> NoContent:
        """Say what can be captured."""
        return e.options(
            "GET",
            "POST",
            **{
                "GS1-EPCIS-Capture-Limit": str(e.CAPTURE_LIMIT),
                "GS1-EPCIS-Capture-File-Size-Limit": str(e.CAPTURE_BYTES),
                "GS1-Capture-Error-Behaviour": ", ".join(intake.BEHAVIOURS),
            },
        )

    @route(
        "POST", CAPTURE, max_body_bytes=e.CAPTURE_BYTES, status=202, summary="Capture a document"
    )
    def epcis_capture(self, request: Request) -> Json:
        """Store the events of a document and the master data of its header."""
        proceed = intake.behaviour(request) == "proceed"
        document, errors = intake.read(request, proceed=proceed)
        job = intake.capture(
            self.commands,
            request.user,
            document,
            errors,
            proceed=proceed,
            key=request.idempotency_key,
        )
        headers = {**e.VERSIONS, "Location": f"{CAPTURE}/{job['id']}"}
        return Json({"captureID": job["id"], "events": job["events"]}, status=202, headers=headers)

    @route("GET", CAPTURE, summary="List capture jobs")
    def epcis_captures(self, request: Request) -> Json:
        """List the caller's jobs, all of them for those who look after the repository."""
        size, token = paging(request)
        jobs, following = list_captures(_whose(request), size, token)
        told = [_told(job) for job in jobs]
        return Json(told, headers={**e.VERSIONS, **e.links(request, following)})

    @route("OPTIONS", f"{CAPTURE}/<capture_id>")
    def epcis_job_options(self, _request: Request, capture_id: str) -> NoContent:
        """Say what can be done with a job."""
        return e.options("GET")

    @route("GET", f"{CAPTURE}/<capture_id>", summary="Show a capture job")
    def epcis_job(self, request: Request, capture_id: str) -> Json:
        """Show a job."""
        return Json(_told(show_capture(capture_id, _whose(request))), headers=e.VERSIONS)

    @route("OPTIONS", EVENTS)
    def epcis_events_options(self, _request: Request) -> NoContent:
        """Say what can be done with events."""
        return e.options("GET", "POST")

    @route("POST", EVENTS, max_body_bytes=e.CAPTURE_BYTES, status=201, summary="Capture one event")
    def epcis_create_event(self, request: Request) -> Json:
        """Store one event."""
        document, _errors = intake.read(request)
        intake.capture(self.commands, request.user, document, key=request.idempotency_key)
        event_id = document.events[0].event_id if document.events else ""
        location = f"{EVENTS}/{_escaped(event_id)}"
        return Json({"eventID": event_id}, status=201, headers={**e.VERSIONS, "Location": location})

    @route("GET", EVENTS, summary="Query events")
    def epcis_events(self, request: Request) -> Json:
        """Answer the SimpleEventQuery of the standard.

        Master data that were captured are asked for by ``HASATTR_<field>`` and
        ``EQATTR_<field>_<attribute>``, such as ``EQATTR_bizLocation_cbvmda:city``.
        """
        return events_answer(request)

    @route("OPTIONS", f"{EVENTS}/<path:event_id>")
    def epcis_event_options(self, _request: Request, event_id: str) -> NoContent:
        """Say what can be done with an event."""
        return e.options("GET")

    @route("GET", f"{EVENTS}/<path:event_id>", summary="Show an event")
    def epcis_event(self, request: Request, event_id: str) -> Json:
        """Show the event of an id, and what declares it wrong."""
        e.require_readable(request)
        page = show_event(event_id, visible_firms(request.user))
        return Json(e.query_document(page), headers=e.VERSIONS)


def events_answer(request: Request, **fixed: str) -> Json:
    """Answer a query by the request's parameters and ``fixed`` ones."""
    e.require_readable(request)
    page = ask(request, {name: [value] for name, value in fixed.items()})
    return Json(e.query_document(page), headers={**e.VERSIONS, **e.links(request, page.next)})


def ask(request: Request, fixed: dict[str, list[str]]) -> EventPage:
    """Return the page that a request asks for.

    Raises:
        QueryParameter: a parameter is not one of the standard, or doubles a fixed one.
    """
    asked = {name: values for name, values in request.args.lists() if name != "nextPageToken"}
    given = spelled_out(asked, _extensions(request))
    for name in fixed.keys() & given.keys():
        raise QueryParameter("epcis-query-fixed", field=name, name=name)
    criteria = read_query({**given, **fixed})
    return find_events(criteria, visible_firms(request.user), request.args.get("nextPageToken"))


def spelled_out(asked: Mapping[str, Sequence[str]], known: Namespaces) -> dict[str, Sequence[str]]:
    """Return parameters with the namespaces of members and attributes of others, not prefixes.

    Raises:
        QueryParameter: ``epcis-query-excludes``: two of them are the same then.
    """
    names: dict[str, str] = {}
    for name in asked:
        other = names.setdefault(with_namespace(name, known), name)
        if other != name:
            raise QueryParameter("epcis-query-excludes", field=name, name=name, other=other)
    return {full: values_spelled_out(full, asked[name], known) for full, name in names.items()}


def _extensions(request: Request) -> Namespaces:
    """Return the prefixes that ``GS1-Extensions`` defines: ``prefix=address``, with commas between."""
    pairs = (part.strip().partition("=") for part in request.headers.get("GS1-Extensions", "").split(","))  # fmt: skip
    return namespaces({prefix: address for prefix, sign, address in pairs if sign})


def paging(request: Request, *allowed: str) -> tuple[int, str | None]:
    """Return how much of a list to show and from where.

    Raises:
        QueryParameter: another parameter, or a page of no size.
    """
    given = {name: values for name, values in request.args.lists() if name != "nextPageToken"}
    for name in given.keys() - {"perPage", *allowed}:
        raise QueryParameter("epcis-query-unknown", field=name, name=name)
    paged = {name: values for name, values in given.items() if name == "perPage"}
    return read_query(paged).per_page, request.args.get("nextPageToken")


def _whose(request: Request) -> str | None:
    return request.user.subject if request.user.has("firm", "partner") else None


def _told(job: dict[str, Any]) -> dict[str, Any]:
    return {**job, "errors": [_problem(error) for error in job["errors"]]}


def _problem(error: dict[str, Any]) -> dict[str, Any]:
    known = EPCIS_PROBLEMS.get(error["code"])
    detail = _(known.msg, **error["params"]) if known else error["code"]
    exception = (
        "ResourceAlreadyExistsException"
        if error["code"] == "epcis-known-event"
        else "ValidationException"
    )
    return {
        "type": f"epcisException:{exception}",
        "title": detail,
        "detail": detail,
        "field": error["field"],
    }


def _escaped(text: str) -> str:
    return quote(text, safe="")
