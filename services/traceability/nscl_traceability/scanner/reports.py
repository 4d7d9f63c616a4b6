"""The form "report a problem": for anyone, without a name, a few an hour."""

from __future__ import annotations

import time
from collections import OrderedDict
from datetime import UTC, date, datetime
from functools import cache
from http import HTTPStatus
from typing import Any

from nscl_shared.kernel import DomainError, clock, new_id
from nscl_shared.messaging.bus import CommandBus
from nscl_shared.province import current_profile
from nscl_shared.units import find as find_units
from nscl_shared.units import unit_on
from nscl_traceability.domain.report import ProblemKind
from nscl_traceability.domain.serials import typed_serial
from nscl_traceability.entrypoints.labels import PROBLEM_LABELS
from nscl_traceability.handlers.commands import ReportProblem
from nscl_traceability.handlers.table import HANDLERS
from nscl_traceability.scanner.answering import Answer, see_other
from nscl_traceability.scanner.asking import Ask
from nscl_traceability.scanner.bodies import Receive, form_of
from nscl_traceability.scanner.core import Core
from nscl_traceability.scanner.links import Found
from nscl_traceability.scanner.lookup import find, find_serial, wanted_of
from nscl_traceability.scanner.options import options
from nscl_traceability.scanner.problems import Refusal
from nscl_traceability.scanner.rendering import Pages
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.unit_of_work import TraceabilityUnitOfWork

HOUR = 3600.0
MOST_DEVICES = 50_000
THANKS = "/verify/thanks"
COMMUNES = 1_000


class Allowance:
    """So many an hour for each device; forgets the longest silent when there are too many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: OrderedDict[bytes, list[float]] = OrderedDict()

    def take(self, device: bytes) -> bool:
        """Use one up; tell whether there was one."""
        now = time.monotonic()
        times = [at for at in self._seen.pop(device, []) if now - at < HOUR]
        allowed = len(times) < self._most
        self._seen[device] = [*times, now] if allowed else times
        if len(self._seen) > MOST_DEVICES:
            self._seen.popitem(last=False)
        return allowed


class Reports:
    """Shows the form and takes what it sends."""

    def __init__(self, core: Core, pages: Pages) -> None:
        self._core = core
        self._pages = pages
        self._bus = CommandBus(ALIAS, HANDLERS, TraceabilityUnitOfWork)
        self._allowance = Allowance(options().reports_per_hour)

    def form(self, ask: Ask) -> Answer:
        """Show the form for the code that ``?link=`` names."""
        return self._pages.plain(
            ask,
            "report",
            link=ask.members.get("link", "")[:300],
            kinds=PROBLEM_LABELS,
            communes=communes(clock.today()),
            key=new_id(),
        )

    async def take(self, ask: Ask, receive: Receive) -> Answer:
        """Keep a report and thank for it; sent twice, it is kept once.

        Raises:
            Refusal: the form is not well filled in, or there were too many.
        """
        fields = await form_of(ask, receive)
        command = await self._command(fields)
        device = await self._core.recorder.device_of(ask)
        if not self._allowance.take(device):
            wait = ((b"retry-after", b"600"),)
            raise Refusal(HTTPStatus.TOO_MANY_REQUESTS, "too-many-reports", headers=wait)
        await self._core.in_reader(self._execute, command, fields.get("key", ""))
        return see_other(THANKS, route="report")

    def _execute(self, command: ReportProblem, key: str) -> Any:
        try:
            return self._bus.execute(command, key=key[:100] or None)
        except DomainError as error:
            params: dict[str, Any] = dict(error.params)
            raise Refusal(error.status, error.code, **params) from error

    async def _command(self, fields: dict[str, str]) -> ReportProblem:
        link = fields.get("link", "").strip()
        return ReportProblem(
            kind=_kind(fields.get("kind", "")),
            link=link,
            words=fields.get("words", "").strip(),
            about=await self._about(link),
            commune_code=_commune(fields.get("commune", "")),
            at=datetime.now(UTC),
        )

    async def _about(self, link: str) -> tuple[str, str] | None:
        """Return product and firm that a path or a serial leads to, if it leads anywhere."""
        found = await self._found(link)
        product = found.item.product if found else None
        return (product["id"], product["firm_id"]) if product else None

    async def _found(self, link: str) -> Found | None:
        keys, memory = self._core.keys, self._core.memory
        if serial := typed_serial(link):
            stamp = await find_serial(serial, keys, memory)
            return stamp.found if stamp else None
        try:
            wanted = wanted_of(Ask("GET", link, "", {}, ""), link)
        except Refusal:
            return None
        return await find(wanted, keys, memory)


def _kind(text: str) -> ProblemKind:
    try:
        return ProblemKind(text)
    except ValueError as error:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "report-kind") from error


def _commune(code: str) -> str | None:
    if code and unit_on(code, clock.today()) is None:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "report-commune", commune=code[:20])
    return code or None


@cache
def communes(day: date) -> list[tuple[str, str]]:
    """Return code and name of the province's communes on a day, by name."""
    units = find_units("", day, within=current_profile().admin_code, limit=COMMUNES)
    return [(unit.code, unit.full_name) for unit in sorted(units, key=lambda unit: unit.name)]
