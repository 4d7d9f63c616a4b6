"""The REST interface."""

from __future__ import annotations

from nscl_shared.messaging import CommandBus
from nscl_shared.web import Created, Json, Request, route
from nscl_shared.web.preconditions import etag
from nscl_traceability.entrypoints import intake
from nscl_traceability.entrypoints import schemas as s
from nscl_traceability.queries.products import (
    ProductFilter,
    list_products,
    show_lot,
    show_product,
)

API = "/api/traceability"


class Api:
    """Products and lots for programs."""

    commands: CommandBus

    @route("GET", f"{API}/products", query=s.ListSchema, summary="List products")
    def api_list_products(self, request: Request) -> Json:
        """List the products the caller may see."""
        wanted = ProductFilter(**request.query(), firms=intake.visible_firms(request.user))
        items, following = list_products(wanted)
        return Json({"items": items, "next": following})

    @route(
        "POST",
        f"{API}/products",
        body=s.ProductSchema,
        returns=s.ProductCreated,
        status=201,
        summary="Register a product",
    )
    def api_register_product(self, request: Request) -> Created:
        """Register a product."""
        command = intake.register_product(request.json(), request.user)
        answer = self.commands.execute(command, key=request.idempotency_key)
        return Created(answer, location=f"{API}/products/{answer['id']}")

    @route("GET", f"{API}/products/<product_id>", summary="Show a product", etag=True)
    def api_show_product(self, request: Request, product_id: str) -> Json:
        """Show a product with its lots and batches."""
        product = show_product(product_id)
        intake.require_own(request.user, product["firm_id"])
        return Json(product, headers=etag(product["version"]))

    @route(
        "POST",
        f"{API}/products/<product_id>/lots",
        body=s.LotSchema,
        returns=s.LotCreated,
        status=201,
        summary="Record a lot",
    )
    def api_record_lot(self, request: Request, product_id: str) -> Created:
        """Record a production lot."""
        command = intake.record_lot(show_product(product_id), request.json(), request.user)
        answer = self.commands.execute(command, key=request.idempotency_key)
        return Created(answer, location=f"{API}/lots/{answer['id']}")

    @route("GET", f"{API}/lots/<lot_id>", summary="Show a lot", etag=True)
    def api_show_lot(self, request: Request, lot_id: str) -> Json:
        """Show a lot."""
        lot = show_lot(lot_id)
        intake.require_own(request.user, show_product(lot["product_id"])["firm_id"])
        return Json(lot, headers=etag(lot["version"]))
