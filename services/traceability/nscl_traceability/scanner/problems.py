"""What went wrong, as a problem document (RFC 9457) or in the words of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from nscl_shared.i18n import N_, _, use_language
from nscl_shared.web.problems import SHARED_PROBLEMS, TITLES, Problem, ProblemTable
from nscl_traceability.domain.gs1 import Fault
from nscl_traceability.entrypoints.problems import PROBLEMS as SERVICE_PROBLEMS
from nscl_traceability.scanner.answering import NEVER_KEPT, Answer, Header, json_answer
from nscl_traceability.scanner.asking import Ask
from nscl_traceability.scanner.gs1_words import words_of

TYPE_SERIAL = N_("Scan the code once more, or type the serial printed on the stamp at /verify/.")
PROBLEMS = ProblemTable(
    {
        "digital-link-malformed": Problem(
            N_("This code is no GS1 Digital Link. {reason}"),
            TYPE_SERIAL,
        ),
        "nothing-known": Problem(
            N_("Nothing is known here of {link}."),
            TYPE_SERIAL,
        ),
        "link-type-unknown": Problem(
            N_("There is no link of the type {link_type} for this."),
            N_("Ask with linkType=linkset for all there are."),
        ),
        "too-many-reports": Problem(
            N_("There were too many reports from here in a short time."),
            N_("Wait a few minutes and send it again."),
        ),
        "report-kind": Problem(
            N_("The report does not say what is wrong."), N_("Go back and choose one of the kinds.")
        ),
        "report-commune": Problem(
            N_("There is no commune {commune}."), N_("Choose one from the list, or none.")
        ),
    }
).over({**SHARED_PROBLEMS, **SERVICE_PROBLEMS})


class Refusal(Exception):
    """The request is answered with a problem."""

    def __init__(
        self, status: int, code: str, *, headers: Iterable[Header] = (), **params: Any
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.params = params
        self.headers = tuple(headers)


def nowhere() -> Refusal:
    """Return the refusal of a path there is nothing at."""
    return Refusal(HTTPStatus.NOT_FOUND, "no-such-page")


@dataclass(frozen=True)
class Told:
    """A problem in the caller's language."""

    status: int
    code: str
    title: str
    detail: str
    remedy: str = field(default="")


def tell(ask: Ask, refusal: Refusal) -> Told:
    """Put a refusal into words."""
    problem = PROBLEMS[refusal.code]
    with use_language(ask.language):
        params = {"method": ask.method, **_in_words(refusal.params)}
        title = _(TITLES.get(refusal.status, TITLES[HTTPStatus.INTERNAL_SERVER_ERROR]))
        detail, remedy = _(problem.msg, **params), _(problem.remedy, **params)
    return Told(refusal.status, refusal.code, title, detail, remedy)


def _in_words(params: dict[str, Any]) -> dict[str, Any]:
    return {
        name: words_of(value) if isinstance(value, Fault) else value
        for name, value in params.items()
    }


def problem_document(ask: Ask, refusal: Refusal, route: str) -> Answer:
    """Return the problem for programs."""
    told = tell(ask, refusal)
    document = {
        "type": f"urn:nscl:problem:{told.code}",
        "title": told.title,
        "status": told.status,
        "detail": f"{told.detail} {told.remedy}".strip(),
        "instance": ask.path,
        "code": told.code,
        "correlationid": ask.correlation_id,
        "errors": [],
    }
    return json_answer(
        document,
        status=told.status,
        kind="application/problem+json",
        headers=(NEVER_KEPT, *refusal.headers),
        route=route,
    )
