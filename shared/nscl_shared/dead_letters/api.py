"""Dead letters by REST, as the pages have them, without personal data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nscl_shared.dead_letters.counter import OPERATORS, READERS, actor, found, office_of
from nscl_shared.dead_letters.letter import DeadLetter, Filter
from nscl_shared.dead_letters.privacy import hides, redacted, redacted_reason
from nscl_shared.dead_letters.schemas import (
    DeadLetterDropSchema,
    DeadLetterQuerySchema,
    DeadLetterReplaySchema,
    DeadLettersDoneSchema,
    DeadLettersSchema,
    WholeDeadLetterSchema,
)
from nscl_shared.web import Request, route

LIST = "/api/{service}/dead-letters"


class DeadLetterApi:
    """Mixin; the including class has ``name``."""

    name: str

    @route(
        "GET",
        LIST,
        access=READERS,
        query=DeadLetterQuerySchema,
        returns=DeadLettersSchema,
        summary="List dead letters",
    )
    def list_dead_letters(self, request: Request) -> dict[str, Any]:
        """Answer the first ``limit`` letters that fit."""
        query = request.query()
        with office_of(self) as office:
            survey = office.survey()
        fitting = [letter for letter in survey.letters if query["wanted"].fits(letter)]
        return {
            "items": [_line(letter) for letter in fitting[: query["limit"]]],
            "next": None,
            "total": len(fitting),
            "waiting": survey.waiting,
            "cut": survey.waiting > len(survey.letters),
        }

    @route(
        "GET",
        f"{LIST}/<path:letter_id>",
        access=READERS,
        returns=WholeDeadLetterSchema,
        summary="Show a dead letter without personal data",
    )
    def show_dead_letter(self, request: Request, letter_id: str) -> dict[str, Any]:
        """Answer one letter."""
        wanted = Filter(id=letter_id)
        with office_of(self) as office:
            letter = found(office.matching(wanted), wanted)[0]
        origin = {name: getattr(letter, name) for name in ("stack", "exchange", "routing_key")}
        return _line(letter) | origin | {"payload": redacted(letter), "hidden": hides(letter)}

    @route(
        "POST",
        f"{LIST}/replay",
        access=OPERATORS,
        body=DeadLetterReplaySchema,
        returns=DeadLettersDoneSchema,
        summary="Give dead letters to their subscription again",
    )
    def replay_dead_letters_by_rest(self, request: Request) -> dict[str, Any]:
        """Give one letter, or all that fit, to the subscription again."""
        body = request.json()
        with office_of(self) as office:
            by = actor(request.user)
            done = office.replay(body["wanted"], actor=by, reason=body["reason"])
        return _done(found(done, body["wanted"]))

    @route(
        "POST",
        f"{LIST}/drop",
        access=OPERATORS,
        body=DeadLetterDropSchema,
        returns=DeadLettersDoneSchema,
        summary="Drop dead letters for good",
    )
    def drop_dead_letters_by_rest(self, request: Request) -> dict[str, Any]:
        """Take one letter, or all that fit, out of the queue."""
        body = request.json()
        with office_of(self) as office:
            done = office.drop(
                body["wanted"],
                actor=actor(request.user),
                reason=body["reason"],
                count=body["count"],
            )
        return _done(found(done, body["wanted"]))


def _line(letter: DeadLetter) -> dict[str, Any]:
    hidden = ("body", "stack", "exchange", "routing_key")
    shown = {name: value for name, value in asdict(letter).items() if name not in hidden}
    return {**shown, "cause": letter.cause, "reason": redacted_reason(letter)}


def _done(letters: list[DeadLetter]) -> dict[str, Any]:
    return {"done": len(letters), "ids": [letter.id for letter in letters]}
