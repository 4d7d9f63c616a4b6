"""REST: administrative units on a day, for pickers and partners."""

from __future__ import annotations

from datetime import date
from typing import Any

from nscl_registration.entrypoints.access import API
from nscl_registration.entrypoints.firm_bodies import UnitDayQuery, UnitQuery
from nscl_registration.entrypoints.firm_views import AdministrativeUnitsView, UnitView
from nscl_registration.queries.paging import page_of
from nscl_shared import units
from nscl_shared.kernel import NotFound
from nscl_shared.kernel.clock import today
from nscl_shared.province import current_profile
from nscl_shared.web import Json, Request, route

MOST = 50
EVERY = 20_000


class UnitsApi:
    """Mixin; needs nothing."""

    @route(
        "GET",
        f"{API}/units",
        query=UnitQuery,
        returns=AdministrativeUnitsView,
        summary="Communes by words of their name on a day; without words those of the province",
    )
    def administrative_units(self, request: Request) -> Json:
        """Find communes (with their district before 2025-07-01)."""
        query = request.query()
        day = query.get("on") or today()
        found = [
            {"code": unit.code} for unit in _found(query.get("q"), day, query.get("within"), EVERY)
        ]
        page = page_of(
            found, lambda row: str(row["code"]), cursor=query.get("cursor"), limit=query["limit"]
        )
        return Json({**page, "items": [told(row["code"], day) for row in page["items"]]})

    @route(
        "GET",
        f"{API}/units/<code>",
        query=UnitDayQuery,
        returns=UnitView,
        summary="An administrative unit on a day, and what became of it",
    )
    def administrative_unit(self, request: Request, code: str) -> Json:
        """Show a unit."""
        day = request.query().get("on") or today()
        if units.unit_on(code, day) is None:
            raise NotFound("unit-not-found", id=code, day=day)
        return Json({**told(code, day), "successors": _successors(code, day)})


def communes(asked: str | None, day: date) -> list[dict[str, Any]]:
    """Return communes by words, or all of the province that runs the programme."""
    found = _found(asked, day, None, MOST if asked else EVERY)
    return [told(unit.code, day) for unit in found]


def _found(asked: str | None, day: date, within: str | None, limit: int) -> list[units.Unit]:
    home = within or (None if asked else current_profile().admin_code)
    return units.find(asked or "", day, within=home, limit=limit)


def told(code: str, day: date) -> dict[str, Any]:
    """Return a unit as it is told."""
    unit = units.unit_on(code, day)
    name = unit.full_name if unit else code
    return {"code": code, "name": name, "written": units.path_name(code, day)}


def _successors(code: str, day: date) -> list[dict[str, Any]]:
    if day >= units.FIRST_DAY_OF_COMMUNES:
        return []
    since = units.FIRST_DAY_OF_COMMUNES
    return [{**told(one.new, since), "main": one.main} for one in units.successors(code)]
