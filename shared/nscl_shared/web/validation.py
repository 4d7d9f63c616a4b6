"""Marshmallow's refusals as sentences with a field and a remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from marshmallow import ValidationError

from nscl_shared.i18n import N_, _
from nscl_shared.web.problems import Problem


@dataclass(frozen=True)
class FieldProblem:
    """One thing to mend; ``field`` is a path with dots, None for the whole input."""

    field: str | None
    detail: str
    remedy: str = ""

    @property
    def text(self) -> str:
        """Detail and remedy as one text."""
        return f"{self.detail} {self.remedy}".strip()


# The messages of marshmallow 4, as it writes them, and ours for each; the first that
# matches counts, so the longer of two that begin alike stands first.
MESSAGES: Mapping[str, Problem] = {
    "Missing data for required field.": Problem(N_("This is missing."), N_("Fill it in.")),
    "Field may not be null.": Problem(N_("This may not be empty."), N_("Fill it in.")),
    "Unknown field.": Problem(N_("This field is not known here."), N_("Leave it out.")),
    "Not a valid integer.": Problem(
        N_("This is not a whole number."), N_("Write digits only, such as 1500000.")
    ),
    "Not a valid number.": Problem(N_("This is not a number."), N_("Write digits only.")),
    "Special numeric values (nan or infinity) are not permitted.": Problem(
        N_("This is not a number."), N_("Write digits only.")
    ),
    "Number too large.": Problem(N_("This number is too large."), N_("Check the digits.")),
    "Not a valid string.": Problem(N_("This is not a text."), N_("Send a text in quotes.")),
    "Not a valid boolean.": Problem(N_("This is not yes or no."), N_("Send true or false.")),
    "Not a valid date.": Problem(
        N_("This is not a date."), N_("Write it as year-month-day, such as 2022-11-30.")
    ),
    "Not a valid {kind}.": Problem(
        N_("This value has the wrong form."), N_("Compare it with the hint of the field.")
    ),
    "Not a valid datetime.": Problem(
        N_("This is not a moment in time."), N_("Write it as 2022-11-30T08:00:00+07:00.")
    ),
    "Not a valid email address.": Problem(
        N_("This is not an e-mail address."), N_("Write it as name@example.vn.")
    ),
    "Not a valid URL.": Problem(N_("This is not a web address."), N_("Start it with https://.")),
    "Not a valid list.": Problem(N_("This is not a list."), N_("Send a list in [ ].")),
    "Invalid type.": Problem(N_("This has the wrong type."), N_("Send an object in { }.")),
    "Invalid input type.": Problem(N_("This has the wrong type."), N_("Send an object in { }.")),
    "Shorter than minimum length {min}.": Problem(
        N_("This is too short."), N_("Give at least {min}.")
    ),
    "Longer than maximum length {max}.": Problem(
        N_("This is too long."), N_("Give at most {max}.")
    ),
    "Length must be between {min} and {max}.": Problem(
        N_("This has the wrong length."), N_("Give between {min} and {max}.")
    ),
    "Length must be {equal}.": Problem(
        N_("This has the wrong length."), N_("Give exactly {equal}.")
    ),
    "Must be greater than or equal to {min} and less than or equal to {max}.": Problem(
        N_("This is out of range."), N_("Give a value from {min} to {max}.")
    ),
    "Must be greater than or equal to {min} and less than {max}.": Problem(
        N_("This is out of range."), N_("Give {min} or more, but less than {max}.")
    ),
    "Must be greater than {min} and less than or equal to {max}.": Problem(
        N_("This is out of range."), N_("Give more than {min}, at most {max}.")
    ),
    "Must be greater than {min} and less than {max}.": Problem(
        N_("This is out of range."), N_("Give more than {min} and less than {max}.")
    ),
    "Must be greater than or equal to {min}.": Problem(
        N_("This is too small."), N_("Give {min} or more.")
    ),
    "Must be less than or equal to {max}.": Problem(
        N_("This is too large."), N_("Give {max} or less.")
    ),
    "Must be greater than {min}.": Problem(N_("This is too small."), N_("Give more than {min}.")),
    "Must be less than {max}.": Problem(N_("This is too large."), N_("Give less than {max}.")),
    "Must be one of: {choices}.": Problem(
        N_("This is not one of the choices."), N_("Choose one of: {choices}.")
    ),
    "One or more of the choices you made was not in: {choices}.": Problem(
        N_("This is not one of the choices."), N_("Choose among: {choices}.")
    ),
    "One or more of the choices you made was in: {values}.": Problem(
        N_("This is not accepted."), N_("Choose none of: {values}.")
    ),
    "String does not match expected pattern.": Problem(
        N_("This value has the wrong form."), N_("Compare it with the hint of the field.")
    ),
    "Invalid value.": Problem(N_("This is not accepted."), N_("Check it.")),
    "Invalid input.": Problem(N_("This is not accepted."), N_("Check it.")),
    "Must be equal to {other}.": Problem(N_("This is not accepted."), N_("It must be {other}.")),
}


def _pattern(template: str) -> re.Pattern[str]:
    escaped = re.escape(template)
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", escaped))


PATTERNS = [(_pattern(text), problem) for text, problem in MESSAGES.items() if "{" in text]


def messages_of(error: ValidationError) -> dict[str, Any]:
    """Return marshmallow's messages, always by field."""
    return cast("dict[str, Any]", error.normalized_messages())  # type: ignore[no-untyped-call]


def field_problems(error: ValidationError) -> list[FieldProblem]:
    """Return one entry per message, in the current language."""
    return [_problem(path, text) for path, text in _flatten(messages_of(error))]


def _flatten(messages: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            step = "" if key == "_schema" else str(key)
            yield from _flatten(inner, ".".join(filter(None, (path, step))))
    elif isinstance(messages, list | tuple):
        for inner in messages:
            yield from _flatten(inner, path)
    else:
        yield path, str(messages)


def _problem(path: str, text: str) -> FieldProblem:
    problem, params = _known(text)
    remedy = _(problem.remedy, **params) if problem.remedy else ""
    return FieldProblem(path or None, _(problem.msg, **params), remedy)


def _known(text: str) -> tuple[Problem, dict[str, str]]:
    """Find our words; a service's own validator is looked up as a msgid by itself."""
    if text in MESSAGES:
        return MESSAGES[text], {}
    for pattern, problem in PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            return problem, found.groupdict()
    return Problem(text), {}
