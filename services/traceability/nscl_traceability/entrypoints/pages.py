"""Pages of officers and firms: products, lots, stamps."""

from __future__ import annotations

from io import BytesIO

import segno
from markupsafe import Markup
from marshmallow import Schema, fields, validate

from nscl_contracts.vocabulary import ORG_TYPES
from nscl_shared.i18n import _
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Page, Redirect, Request, route
from nscl_traceability.domain.serials import MAX_INDEX
from nscl_traceability.entrypoints import input_rows, intake, stamp_acts
from nscl_traceability.entrypoints import schemas as s
from nscl_traceability.entrypoints.labels import ORG_LABELS
from nscl_traceability.entrypoints.pages_products import product_words
from nscl_traceability.entrypoints.print_files import note_print
from nscl_traceability.entrypoints.stamp_labels import STATES
from nscl_traceability.entrypoints.stamp_schemas import IssueAtOnceBody
from nscl_traceability.queries.products import ProductFilter, list_products, show_product
from nscl_traceability.queries.stamps import serial_at, stamp_url

PRODUCTS = "/traceability/products"
SHEET = 24


class SheetSchema(Schema):
    """Which part of a batch to print."""

    start = fields.Integer(load_default=1, validate=validate.Range(min=1))


class Pages:
    """Products and stamps for people."""

    commands: CommandBus

    @route("GET", PRODUCTS, query=s.ListSchema)
    def products_page(self, request: Request) -> Page:
        """List products."""
        query = request.query()
        wanted = ProductFilter(**query, firms=intake.visible_firms(request.user))
        items, following = list_products(wanted)
        return Page("products.html", products=items, next=following, query=query)

    @route("GET", f"{PRODUCTS}/new")
    def new_product_page(self, request: Request) -> Page:
        """Show the form for a new product, of the caller's own unit where there is one."""
        return Page(
            "new_product.html",
            org_types=[(t, _(ORG_LABELS[t])) for t in ORG_TYPES],
            firm=intake.own_firm(request.user),
        )

    @route("POST", PRODUCTS, body=s.ProductSchema, form="new_product_page")
    def register_product(self, request: Request) -> Redirect:
        """Register a product."""
        command = intake.register_product(request.form(), request.user)
        answer = self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{PRODUCTS}/{answer['id']}", notice=_("The product was registered."))

    @route("GET", f"{PRODUCTS}/<product_id>")
    def product_page(self, request: Request, product_id: str, **_ids: str) -> Page:
        """Show a product with its lots and stamps."""
        return _product_page(request, product_id)

    @route("POST", f"{PRODUCTS}/<product_id>/lots", body=s.LotSchema, form="product_page")
    def record_lot(self, request: Request, product_id: str) -> Page | Redirect:
        """Record a lot."""
        if input_rows.wants_more(request):
            return _product_page(request, product_id)
        product = show_product(product_id)
        intake.require_own(request.user, product["firm_id"])
        body = input_rows.settled(request.form(), product["firm_id"])
        command = intake.record_lot(product, body, request.user)
        self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{PRODUCTS}/{product_id}", notice=_("The lot was recorded."))

    @route(
        "POST",
        f"{PRODUCTS}/<product_id>/lots/<lot_id>/stamps",
        body=IssueAtOnceBody,
        form="product_page",
    )
    def issue_stamps(self, request: Request, product_id: str, lot_id: str) -> Redirect:
        """Issue stamps for a lot."""
        stamp_acts.issue_at_once(self.commands, request, lot_id, request.form())
        return Redirect(f"{PRODUCTS}/{product_id}", notice=_("The stamps were issued."))

    @route("GET", "/traceability/stamp-batches/<batch_id>/print", query=SheetSchema)
    def print_sheet(self, request: Request, batch_id: str) -> Page:
        """Show a printable sheet of stamps."""
        batch = stamp_acts.own_batch(request, batch_id)
        product = show_product(batch["product_id"])
        start = request.query()["start"]
        stop = min(start + SHEET, batch["quantity"] + 1)
        shown = {"first": start, "last": stop - 1}
        if start < stop:
            note_print(self.commands, request, batch, "sheet", **shown)
        stamps = [_stamp(batch, index) for index in range(start, stop)]
        following = stop if stop <= batch["quantity"] else None
        return Page("sheet.html", batch=batch, product=product, stamps=stamps, following=following)


def _product_page(request: Request, product_id: str) -> Page:
    product = show_product(product_id)
    intake.require_own(request.user, product["firm_id"])
    input_rows.move_up(request)
    return Page(
        "product.html",
        product=product,
        rows=input_rows.rows_of(request, product["firm_id"]),
        may_issue=request.user.has("officer"),
        may_print=request.user.has("officer", "firm"),
        may_enter=request.user.has("officer", "firm"),
        most=MAX_INDEX,
        states=STATES,
        words=product_words(),
    )


def _stamp(batch: dict[str, object], index: int) -> dict[str, object]:
    serial = serial_at(batch, index)
    url = stamp_url(batch, serial)
    return {"index": index, "serial": serial, "url": url, "qr": qr_svg(url)}


def qr_svg(text: str) -> Markup:
    """Return ``text`` as an inline SVG QR code, error correction M."""
    out = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2)
    return Markup(out.getvalue().decode())  # noqa: S704  # made here, from an address of ours
