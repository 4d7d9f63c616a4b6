"""What answers of the EPCIS interface have in common: versions, links, names of problems."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from nscl_shared.kernel import DomainError, new_id
from nscl_shared.web import Json, NoContent, Request
from nscl_traceability.domain.epcis.formats import written
from nscl_traceability.publishing import epcis_reports
from nscl_traceability.queries.epcis_events import STANDARD_CONTEXT, EventPage

EPCIS = "/epcis"
CAPTURE_LIMIT = 1_000
CAPTURE_BYTES = 8 * 1024 * 1024
VERSIONS = epcis_reports.VERSIONS
ABILITIES = {
    **VERSIONS,
    "GS1-EPCIS-Min": "2.0.0",
    "GS1-EPCIS-Max": "2.0.0",
    "GS1-CBV-Min": "2.0.0",
    "GS1-CBV-Max": "2.0.0",
    "GS1-EPC-Format": "Never_Translates",
}
# our codes that a name of the standard says more exactly than their status
_NAMES = {
    "epcis-query-too-large": "QueryTooLargeException",
    "epcis-query-elements": "QueryTooLargeException",
    "epcis-query-name-taken": "ResourceAlreadyExistsException",
    "epcis-query-not-yours": "SecurityException",
    "epcis-name-not-found": "NoSuchNameException",
    "epcis-subscription-not-found": "NoSuchResourceException",
    "epcis-subscription-key": "ImplementationException",
}
_CONTROLS = ("epcis-subscription-", "epcis-schedule-", "webhook-")
_BY_STATUS = {
    400: "ValidationException",
    401: "SecurityException",
    403: "SecurityException",
    404: "NoSuchResourceException",
    405: "ImplementationException",
    406: "NotAcceptableException",
    409: "ResourceAlreadyExistsException",
    413: "CaptureLimitExceededException",
    414: "URITooLongException",
    415: "UnsupportedMediaTypeException",
    422: "ValidationException",
}


def problem_type(path: str, status: int, code: str) -> str:
    """Return the standard's exception under ``/epcis``, our own name elsewhere."""
    if not path.startswith(EPCIS):
        return f"urn:nscl:problem:{code}"
    name = _NAMES.get(code)
    if name is None and code.startswith("epcis-query-"):
        name = "QueryParameterException"
    if name is None and code.startswith(_CONTROLS):
        name = "SubscriptionControlsException"
    return f"epcisException:{name or _BY_STATUS.get(status, 'ImplementationException')}"


class NotAcceptable(DomainError):
    """The caller asks for a form that is not written here."""

    status = 406


def require_readable(request: Request) -> None:
    """Refuse to answer a caller that wants what we do not write.

    Raises:
        NotAcceptable: another version, or EPCs in another form than they were captured.
    """
    wanted = request.headers.get("GS1-EPC-Format", "Never_Translates")
    if wanted not in ("Never_Translates", "No_Preference"):
        raise NotAcceptable("epcis-epc-format", field="GS1-EPC-Format", wanted=wanted)
    for name in ("GS1-EPCIS-Min", "GS1-CBV-Min"):
        if request.headers.get(name, "2.0.0") > "2.0.9":
            raise NotAcceptable("epcis-version-range", field=name, wanted=request.headers[name])
    for name in ("GS1-EPCIS-Max", "GS1-CBV-Max"):
        if request.headers.get(name, "2.0.0") < "2":
            raise NotAcceptable("epcis-version-range", field=name, wanted=request.headers[name])


def options(*methods: str, **headers: str) -> NoContent:
    """Answer what a resource can do."""
    return NoContent({"Allow": ", ".join(("OPTIONS", *methods)), **ABILITIES, **headers})


def query_document(
    page: EventPage,
    *,
    name: str = "SimpleEventQuery",
    document_id: str | None = None,
    made_at: datetime | None = None,
    **also: str,
) -> dict[str, Any]:
    """Return a page of events as an EPCISQueryDocument, a new one unless its id is given."""
    return {
        "@context": page.context,
        "id": f"urn:uuid:{document_id or new_id()}",
        "type": "EPCISQueryDocument",
        "schemaVersion": "2.0",
        "creationDate": written(made_at or datetime.now(UTC)),
        "epcisBody": {
            "queryResults": {
                "queryName": name,
                **also,
                "resultsBody": {"eventList": page.events},
            }
        },
    }


def collection(
    members: list[Any], following: str | None = None, request: Request | None = None
) -> Json:
    """Answer a list of resources."""
    body = {"@context": STANDARD_CONTEXT, "type": "Collection", "member": members}
    return Json(body, headers={**VERSIONS, **links(request, following)})


def links(request: Request | None, following: str | None) -> dict[str, str]:
    """Return the ``Link`` of the next page: the same request with its token."""
    if request is None or following is None:
        return {}
    given = [(name, value) for name, value in request.args.items(multi=True)]
    kept = [(name, value) for name, value in given if name != "nextPageToken"]
    query = urlencode([*kept, ("nextPageToken", following)])
    path = request.http.environ.get("RAW_PATH_INFO") or request.path
    return {"Link": f'<{path}?{query}>; rel="next"'}
