"""The operator's pages of dead letters, which every service has."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from nscl_shared.dead_letters.counter import OPERATORS, READERS, actor, found, office_of
from nscl_shared.dead_letters.letter import DeadLetter, Filter
from nscl_shared.dead_letters.privacy import hides, redacted_payload, redacted_reason
from nscl_shared.dead_letters.schemas import (
    CHOICES,
    DropFormSchema,
    FilterSchema,
    ReplayFormSchema,
)
from nscl_shared.dead_letters.views import code_words, history, listing
from nscl_shared.i18n import ngettext
from nscl_shared.messaging.registry import queues_of
from nscl_shared.web import Page, Redirect, Request, route
from nscl_shared.web.forms import FormState
from nscl_shared.web.navigation import subscribers

LIST = "/{service}/_dead-letters"


class DeadLetterPages:
    """Mixin; the including class has ``name``."""

    name: str

    @route("GET", LIST, access=READERS, query=FilterSchema)
    def dead_letters_page(self, request: Request) -> Page:
        """Show the letters that fit, by cause and one by one."""
        wanted = request.query()["wanted"]
        with office_of(self) as office:
            survey = office.survey()
        return Page(
            "dead_letters.html",
            queues=[(queue, queue) for queue in queues_of(type(self))],
            query={name: request.args.get(name, "") for name in CHOICES},
            here=LIST.format(service=self.name),
            address=partial(_address, request, self.name),
            may_act=request.user.has("admin"),
            tabs=[(link.path, link.label) for link in subscribers()],
            fresh=FormState(),
            **listing(survey, wanted),
            **history(self.name, whole="whole" in request.args),
        )

    @route("GET", f"{LIST}/<path:letter_id>", access=READERS, query=FilterSchema)
    def dead_letter_page(self, request: Request, letter_id: str) -> Page:
        """Show one letter without personal data."""
        wanted = _one(request, letter_id)
        with office_of(self) as office:
            letters = found(office.matching(wanted), wanted)
        return self._letter(request, letters, whole=False)

    @route("POST", f"{LIST}/<path:letter_id>/personal", access=OPERATORS, query=FilterSchema)
    def whole_dead_letter_page(self, request: Request, letter_id: str) -> Page:
        """Show one letter with its personal data, and note who saw it."""
        wanted = _one(request, letter_id)
        with office_of(self) as office:
            letters = found(office.reveal(wanted, actor=actor(request.user)), wanted)
        return self._letter(request, letters, whole=True)

    @route(
        "POST",
        f"{LIST}/replay",
        access=OPERATORS,
        query=FilterSchema,
        body=ReplayFormSchema,
        form="dead_letters_page",
    )
    def replay_dead_letters(self, request: Request) -> Redirect:
        """Give the letters that fit to their subscription again."""
        wanted, why = request.query()["wanted"], request.form()["why"]
        with office_of(self) as office:
            done = found(office.replay(wanted, actor=actor(request.user), reason=why), wanted)
        return self._back(
            request,
            ngettext(
                "{n:number} letter was given to its subscription again.",
                "{n:number} letters were given to their subscription again.",
                len(done),
                n=len(done),
            ),
        )

    @route(
        "POST",
        f"{LIST}/drop",
        access=OPERATORS,
        query=FilterSchema,
        body=DropFormSchema,
        form="dead_letters_page",
    )
    def drop_dead_letters(self, request: Request) -> Redirect:
        """Take the letters that fit out for good."""
        wanted, form = request.query()["wanted"], request.form()
        with office_of(self) as office:
            done = found(office.drop(wanted, actor=actor(request.user), **form), wanted)
        return self._back(
            request,
            ngettext(
                "{n:number} letter was dropped; the audit log keeps its text.",
                "{n:number} letters were dropped; the audit log keeps their text.",
                len(done),
                n=len(done),
            ),
        )

    def _letter(self, request: Request, letters: list[DeadLetter], *, whole: bool) -> Page:
        letter = letters[0]
        return Page(
            "dead_letter.html",
            letter=letter,
            copies=len(letters),
            reason=letter.reason if whole else redacted_reason(letter),
            payload=letter.payload if whole else redacted_payload(letter),
            hidden=not whole and hides(letter),
            code=code_words(letter.code),
            correlation=str(letter.event.get("correlationid", "")),
            here=LIST.format(service=self.name),
            service=self.name,
            named=urlencode({"id": letter.id, "queue": letter.queue}),
            may_act=request.user.has("admin"),
            **history(self.name, whole=False),
        )

    def _back(self, request: Request, notice: str) -> Redirect:
        return Redirect(_address(request, self.name, "", id=""), notice=notice)


def _one(request: Request, letter_id: str) -> Filter:
    wanted: Filter = request.query()["wanted"]
    return replace(wanted, id=letter_id)


def _address(request: Request, service: str, action: str, **changes: str) -> str:
    """Return the address of the list, or of an ``action`` on it, with its filters changed."""
    filters = {name: request.args.get(name, "") for name in CHOICES} | changes
    query = urlencode({name: value for name, value in filters.items() if value})
    path = f"{LIST.format(service=service)}{action}"
    return f"{path}?{query}" if query else path
