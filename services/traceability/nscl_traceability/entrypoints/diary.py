"""The diary of a farm or workshop: few fields, on a phone, also without a network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import Schema, fields, validate

from nscl_shared.auth import Principal
from nscl_shared.i18n import _
from nscl_shared.kernel import Conflict, InvalidInput
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Created, Page, Raw, Redirect, Request, route
from nscl_shared.web.fields import Text
from nscl_traceability.domain.epcis.captured import read_document
from nscl_traceability.domain.epcis.diary import ACTIVITIES, UNITS, DiaryEntry, diary_document
from nscl_traceability.domain.gtin import normalise_gtin
from nscl_traceability.domain.lot_entry import LOT_NUMBER
from nscl_traceability.entrypoints import intake
from nscl_traceability.entrypoints.epcis_intake import capture, place_of_firm
from nscl_traceability.entrypoints.fields import identifier
from nscl_traceability.entrypoints.labels import ACTIVITY_LABELS, UNIT_LABELS
from nscl_traceability.queries.diary import last_entries, lots_of, products_of
from nscl_traceability.queries.products import show_product

DIARY = "/traceability/diary"
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


class Comma(fields.Float):
    """A number above nothing, with a comma or a point."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> float:
        plain = value.replace(",", ".") if isinstance(value, str) else value
        return super()._deserialize(plain, attr, data, **kwargs)


def _optional(most: int) -> Text:
    return Text(load_default="", validate=validate.Length(max=most))


class DiarySchema(Schema):
    """One entry."""

    activity = fields.String(required=True, validate=validate.OneOf(list(ACTIVITIES)))
    product_id = identifier()
    gtin = _optional(20)
    lot_number = Text(required=True, validate=validate.Regexp(f"^{LOT_NUMBER.pattern}$"))
    quantity = Comma(
        required=True,
        allow_nan=False,
        validate=validate.Range(0, 10**9, min_inclusive=False),
        metadata={"exclusiveMinimum": 0},
    )
    unit = fields.String(required=True, validate=validate.OneOf(UNITS))
    happened_at = fields.DateTime(load_default=None, allow_none=True)
    partner = _optional(200)
    package = _optional(40)
    source_product_id = identifier()
    source_lots = _optional(500)


class DiarySaved(Schema):
    """The event that an entry became."""

    event_id = fields.String()


class Diary:
    """Page, service worker and intake of the diary."""

    commands: CommandBus

    @route("GET", DIARY)
    def diary_page(self, request: Request) -> Page:
        """Show the form and the last entries."""
        firms = intake.visible_firms(request.user)
        products = products_of(firms)
        return Page(
            "diary.html",
            activities=[(code, _(ACTIVITY_LABELS[code])) for code in ACTIVITIES],
            units=[(code, _(UNIT_LABELS[code])) for code in UNITS],
            products=[(p["id"], p["name"]) for p in products],
            lots=lots_of([p["id"] for p in products]),
            entries=[_shown(entry) for entry in last_entries(firms)],
        )

    @route("POST", DIARY, body=DiarySchema, form="diary_page")
    def save_diary(self, request: Request) -> Redirect:
        """Save an entry of the form."""
        self._save(request, request.form())
        return Redirect(DIARY, notice=_("The entry was saved."))

    @route(
        "POST",
        "/api/traceability/diary",
        body=DiarySchema,
        returns=DiarySaved,
        status=201,
        summary="Save an entry of the diary",
    )
    def api_save_diary(self, request: Request) -> Created:
        """Save an entry that a phone kept; the same key is answered as the first time."""
        event_id = self._save(request, request.json())
        return Created({"event_id": event_id}, location=f"/epcis/events/{event_id}")

    @route("GET", f"{DIARY}/worker.js")
    def diary_worker(self, _request: Request) -> Raw:
        """Give the program that shows the diary without a network."""
        source = files("nscl_traceability").joinpath("static", "diary-worker.js")
        headers = {"Service-Worker-Allowed": DIARY, "Cache-Control": "no-cache"}
        return Raw(source.read_text(encoding="utf-8"), "text/javascript", headers=headers)

    def _save(self, request: Request, body: Mapping[str, Any]) -> str:
        """Capture the entry and return its event's id; one that is known already is no fault."""
        now = datetime.now(UTC)
        document = read_document(diary_document(_entry(body, request.user, now), now))
        try:
            capture(self.commands, request.user, document, key=request.idempotency_key)
        except Conflict as known:
            if known.code != "epcis-known":
                raise
        return document.events[0].event_id


def _entry(body: Mapping[str, Any], user: Principal, now: datetime) -> DiaryEntry:
    product = show_product(body["product_id"]) if body["product_id"] else None
    if product is not None and not body["gtin"]:
        intake.require_own(user, product["firm_id"])
    firm_id = product["firm_id"] if product else intake.own_firm(user)["id"]
    if not firm_id or (product is None and not body["gtin"]):
        raise InvalidInput("diary-product", field="product_id")
    source = show_product(body["source_product_id"]) if body["source_product_id"] else None
    at = body["happened_at"] or now
    return DiaryEntry(
        activity=body["activity"],
        gtin=normalise_gtin(body["gtin"]) if body["gtin"] else (product or {})["gtin"],
        lot_number=body["lot_number"],
        quantity=body["quantity"],
        unit=body["unit"],
        happened_at=(at if at.tzinfo else at.replace(tzinfo=LOCAL)).astimezone(LOCAL),
        place=place_of_firm(firm_id),
        partner=body["partner"],
        package=body["package"],
        source_gtin=source["gtin"] if source else "",
        source_lots=_lots(body["source_lots"]),
    )


def _lots(text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(re.split(r"[\s,;]+", text.strip()))) if text.strip() else ()
    for number in found:
        if not LOT_NUMBER.fullmatch(number):
            raise InvalidInput("lot-number", field="source_lots", number=number)
    return found


def _shown(entry: Mapping[str, Any]) -> dict[str, Any]:
    activity, unit = entry["activity"], entry["unit"]
    return {
        **entry,
        "activity": _(ACTIVITY_LABELS.get(activity, activity)),
        "unit": _(UNIT_LABELS.get(unit, unit)) if unit else "",
    }
