"""The words for what went wrong: one declarative table per service over the kit's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nscl_shared.i18n import N_


@dataclass(frozen=True)
class Problem:
    """A sentence saying what is wrong and one saying what to do; both are msgids.

    ``{name}``, ``{name:money}``, ``{name:date}``, ``{name:number}`` take the
    parameters of the ``DomainError``.
    """

    msg: str
    remedy: str = ""


class ProblemTable(Mapping[str, Problem]):
    """Problems by error code."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        self._problems = dict(problems)

    def __getitem__(self, code: str) -> Problem:
        return self._problems[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._problems)

    def __len__(self) -> int:
        return len(self._problems)

    def over(self, base: Mapping[str, Problem]) -> ProblemTable:
        """Return this table with ``base`` beneath it."""
        return ProblemTable({**base, **self._problems})


TITLES: Mapping[int, str] = {
    400: N_("The request cannot be read"),
    401: N_("Please log in"),
    403: N_("You may not do this"),
    404: N_("Not found"),
    405: N_("Not possible here"),
    409: N_("Not possible in the present state"),
    413: N_("Too large"),
    415: N_("Wrong content type"),
    422: N_("Please check your input"),
    429: N_("Too many requests"),
    500: N_("Something went wrong on our side"),
    503: N_("Not available at the moment"),
}

SHARED_PROBLEMS = ProblemTable(
    {
        "not-authenticated": Problem(
            N_("This is only for people who are logged in."),
            N_("Log in and try again; programs send `Authorization: Bearer <token>`."),
        ),
        "token-invalid": Problem(
            N_("The access token is expired or not valid here."),
            N_("Get a new token and repeat the request."),
        ),
        "not-allowed": Problem(
            N_("Your role ({role}) may not do this; it takes: {roles}."),
            N_("Ask an administrator of your agency if you need it."),
        ),
        "csrf-refused": Problem(
            N_("The form was not sent from a page of this site, or your session changed."),
            N_("Go back, reload the page and send the form again."),
        ),
        "body-too-large": Problem(
            N_("What was sent is larger than the {limit:number} bytes allowed."),
            N_("Send less at once, or a smaller file."),
        ),
        "attachment-empty": Problem(
            N_("The file {name} is empty."), N_("Choose the file again, or another one.")
        ),
        "attachment-too-large": Problem(
            N_("The file {name} is larger than {limit} MiB."),
            N_("Attach a smaller one, such as a scan with fewer dots per inch."),
        ),
        "attachment-type": Problem(
            N_("By its content, {name} is not of a kind that can be attached."),
            N_("Attach one of: {allowed}; Office files without macros."),
        ),
        "attachment-infected": Problem(
            N_("The virus scanner refuses {name}: {finding}."),
            N_("Clean the computer the file comes from, then attach a clean copy."),
        ),
        "attachment-not-scanned": Problem(
            N_("The virus scanner does not answer, so {name} was not stored."),
            N_("Try again in a few minutes."),
        ),
        "attachment-not-found": Problem(
            N_("There is no such file here."), N_("Look for it where it was attached.")
        ),
        "precondition-required": Problem(
            N_("Say which version you change, so that nobody's change is lost."),
            N_("Read it first and send its ETag as `If-Match`."),
        ),
        "malformed-body": Problem(
            N_("The body is not what its content type says: {reason}."),
            N_("Send well-formed JSON in UTF-8."),
        ),
        "unsupported-content-type": Problem(
            N_("The content type {got} cannot be read here."),
            N_("Send `Content-Type: {expected}`."),
        ),
        "idempotency-key-invalid": Problem(
            N_("The idempotency key is not usable."),
            N_("Use at most 200 printable characters without spaces, such as a UUID."),
        ),
        "no-such-page": Problem(
            N_("There is nothing at this address."),
            N_("Check the address, or start from the home page."),
        ),
        "method-not-allowed": Problem(
            N_("This address does not take {method}."), N_("Use one of: {allowed}.")
        ),
        "invalid-input": Problem(N_("Some of the input is missing or wrong."), ""),
        "bad-request": Problem(N_("The request is malformed."), N_("Check it and send it again.")),
        "unexpected": Problem(
            N_("This is our mistake, not yours. It has been recorded."),
            N_("Try again later; if it happens again, tell us the number below."),
        ),
        "shutting-down": Problem(
            N_("The service is just being restarted."), N_("Try again in a few seconds.")
        ),
        "font-missing": Problem(
            N_("PDFs cannot be drawn here: the font {font} is not installed."),
            N_("Take the .docx, or ask the operator to install the package {package}."),
        ),
        "database-away": Problem(
            N_("The database cannot be reached for the moment; nothing was stored."),
            N_("Try again in a few seconds."),
        ),
        "broker-away": Problem(
            N_("The message broker cannot be reached for the moment."),
            N_("Try again in a few seconds; what was done before that is in the audit log."),
        ),
        "dead-letters-in-use": Problem(
            N_("Somebody else has the dead letters of this service open just now."),
            N_("Try again in a moment."),
        ),
        "dead-letters-changed": Problem(
            N_(
                "{now:number} letters fit now, {confirmed:number} were confirmed; none was dropped."
            ),
            N_("Look at the list again and confirm the number that it shows."),
        ),
        "dead-letter-gone": Problem(
            N_("There is no dead letter {letter} (any more)."),
            N_("Look at the list; the audit log says who replayed or dropped which letter."),
        ),
    }
)
