"""Pages: change a product, its pictures and certificates; the list as a spreadsheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from nscl_contracts.vocabulary import SCHEMES as SCHEME_CODES
from nscl_shared.documents.sheet import XLSX, list_sheet
from nscl_shared.i18n import _
from nscl_shared.kernel.clock import today
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Download, Page, Redirect, Request, route
from nscl_shared.web.forms import FormState, form_values
from nscl_traceability.entrypoints import edit_forms, intake, product_acts
from nscl_traceability.entrypoints import labels_trace as words
from nscl_traceability.entrypoints import schemas as s
from nscl_traceability.entrypoints.http_products import communes
from nscl_traceability.entrypoints.product_acts import MAX_BODY
from nscl_traceability.queries.products import ProductFilter, every_product, show_product

PRODUCTS = "/traceability/products"
PRODUCT = f"{PRODUCTS}/<product_id>"


class ProductEditPages:
    """Mixin; the including class has ``commands``."""

    commands: CommandBus

    @route("GET", f"{PRODUCTS}.xlsx", query=s.ListSchema)
    def products_sheet(self, request: Request) -> Download:
        """Hand out the list; the audit log knows of it."""
        wanted = ProductFilter(q=request.query()["q"], firms=intake.visible_firms(request.user))
        product_acts.note(request, "products-exported", wanted.q or "*")
        return Download(_sheet(list(every_product(wanted))), "san-pham.xlsx", XLSX)

    @route("GET", f"{PRODUCT}/edit")
    def edit_product_page(self, request: Request, product_id: str) -> Page:
        """Show the form; what somebody else changed meanwhile stands beside what was typed."""
        return _edit_form(request, product_id)

    @route("POST", PRODUCT, body=s.ProductFactsSchema, form="edit_product_page")
    def update_product_form(self, request: Request, product_id: str) -> Page | Redirect:
        """Change a product."""
        if "find" in request.fields:
            request.form_state = FormState(values=form_values(request.fields))
            return _edit_form(request, product_id)
        body = request.form()
        seen = request.fields.get("version", "")
        version = int(seen) if seen.isdecimal() else 0
        product_acts.update(self.commands, request, product_id, version, body)
        return Redirect(f"{PRODUCTS}/{product_id}", notice=_("The product is changed."))

    @route(
        "POST",
        f"{PRODUCT}/pictures",
        body=s.PictureSchema,
        max_body_bytes=MAX_BODY,
        form="product_page",
    )
    def add_picture_form(self, request: Request, product_id: str) -> Redirect:
        """Add a picture."""
        product_acts.add_picture(self.commands, request, product_id, request.form())
        return Redirect(f"{PRODUCTS}/{product_id}#pictures", notice=_("The picture is added."))

    @route("POST", f"{PRODUCT}/pictures/<picture_id>/remove")
    def remove_picture_form(self, request: Request, product_id: str, picture_id: str) -> Redirect:
        """Take a picture out."""
        product_acts.remove_picture(self.commands, request, product_id, picture_id)
        return Redirect(f"{PRODUCTS}/{product_id}#pictures", notice=_("The picture is removed."))

    @route(
        "POST",
        f"{PRODUCT}/certificates",
        body=s.CertificateSchema,
        max_body_bytes=MAX_BODY,
        form="product_page",
    )
    def add_certificate_form(self, request: Request, product_id: str) -> Redirect:
        """Enter a certificate."""
        product_acts.add_certificate(self.commands, request, product_id, request.form())
        done = _("The certificate is entered.")
        return Redirect(f"{PRODUCTS}/{product_id}#certificates", notice=done)

    @route("POST", f"{PRODUCT}/certificates/<certificate_id>/remove")
    def remove_certificate_form(
        self, request: Request, product_id: str, certificate_id: str
    ) -> Redirect:
        """Take a certificate out."""
        product_acts.remove_certificate(self.commands, request, product_id, certificate_id)
        done = _("The certificate is removed.")
        return Redirect(f"{PRODUCTS}/{product_id}#certificates", notice=done)


def _edit_form(request: Request, product_id: str) -> Page:
    product = show_product(product_id)
    intake.require_own(request.user, product["firm_id"])
    current = edit_forms.product_values(product)
    differing = edit_forms.filled(request, current, product["version"])
    return Page(
        "product_edit.html",
        product=product,
        differing=differing,
        communes=_communes(request.form_state.values),
        today=today(),
    )


def product_words() -> dict[str, Any]:
    """Return the words that the page of a product needs."""
    return {
        "details": words.DETAILS,
        "requirements": words.REQUIREMENTS,
        "schemes": words.SCHEMES,
        "scheme_choices": [(code, _(words.SCHEMES[code])) for code in SCHEME_CODES],
    }


def _communes(values: Any) -> list[tuple[str, str]]:
    name = "details.place.unit_code"
    day = _day(str(values.get("details.place.on") or ""))
    found = communes(str(values.get(f"{name}_q") or ""), day)
    options = [(one["code"], one["written"]) for one in found]
    chosen = str(values.get(name) or "")
    if chosen and chosen not in dict(options):
        options.insert(0, (chosen, chosen))
    return options


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today()


def _sheet(products: list[dict[str, Any]]) -> bytes:
    names = ("brand", "net_content", "origin", "shelf_life", "producer_address")
    header = [
        _("Name on the label"), "GTIN", _("Producer"), _("OCOP stars"),
        *(_(words.DETAILS[name]) for name in names),
    ]  # fmt: skip
    rows = [
        [
            one["name"], one["gtin"], one["firm_name"], one["ocop_stars"],
            *(one["details"][name] for name in names),
        ]
        for one in products
    ]  # fmt: skip
    widths = (36, 18, 32, 8, 18, 16, 24, 18, 40)
    return list_sheet(_("Products"), header, rows, widths=widths, name=_("Products"))
