"""REST: products that are registered, their pictures and certificates, administrative units."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError
from nameko.timer import timer

from nscl_shared import units
from nscl_shared.kernel.clock import today
from nscl_shared.messaging import CommandBus
from nscl_shared.province import current_profile
from nscl_shared.web import Created, Download, Json, NoContent, Raw, Request, route
from nscl_shared.web.preconditions import etag, version_seen
from nscl_traceability.entrypoints import intake, product_acts
from nscl_traceability.entrypoints import schemas as s
from nscl_traceability.entrypoints.product_acts import MAX_BODY, STORE
from nscl_traceability.queries.files import certificate_file, picture_file, referenced
from nscl_traceability.queries.products import owner_of

API = "/api/traceability"
PRODUCT = f"{API}/products/<product_id>"
PICTURE = "/traceability/products/<product_id>/pictures/<picture_id>/<int:width>.jpg"
EVERY_HOUR = 3_600
FOR_EVER = "public, max-age=31536000, immutable"
MOST_UNITS = 50


class ProductsApi:
    """Mixin; the including class has ``commands``."""

    commands: CommandBus

    @route(
        "PUT",
        PRODUCT,
        body=s.ProductFactsSchema,
        returns=s.VersionSchema,
        summary="Replace what is known of a product; If-Match names the version that was read",
        edits="must",
        etag=True,
    )
    def api_update_product(self, request: Request, product_id: str) -> Json:
        """Change a product."""
        version = version_seen(request)
        body = request.json()
        done = product_acts.update(self.commands, request, product_id, version, body)
        return Json(done, headers=etag(done["version"]))

    @route(
        "POST",
        f"{PRODUCT}/pictures",
        body=s.PictureSchema,
        returns=s.IdSchema,
        status=201,
        max_body_bytes=MAX_BODY,
        uploads=("file",),
        summary="Add a picture (multipart/form-data, field `file`)",
    )
    def api_add_picture(self, request: Request, product_id: str) -> Created:
        """Add a picture."""
        done = product_acts.add_picture(self.commands, request, product_id, request.form())
        return Created(done, location=f"{API}/products/{product_id}")

    @route("DELETE", f"{PRODUCT}/pictures/<picture_id>", status=204, summary="Remove a picture")
    def api_remove_picture(self, request: Request, product_id: str, picture_id: str) -> NoContent:
        """Take a picture out."""
        product_acts.remove_picture(self.commands, request, product_id, picture_id)
        return NoContent()

    @route(
        "POST",
        f"{PRODUCT}/certificates",
        body=s.CertificateSchema,
        returns=s.IdSchema,
        status=201,
        max_body_bytes=MAX_BODY,
        uploads=("file",),
        summary="Enter a certificate (multipart/form-data, field `file` if there is one)",
    )
    def api_add_certificate(self, request: Request, product_id: str) -> Created:
        """Enter a certificate."""
        done = product_acts.add_certificate(self.commands, request, product_id, request.form())
        return Created(done, location=f"{API}/products/{product_id}/certificates/{done['id']}/file")

    @route(
        "DELETE",
        f"{PRODUCT}/certificates/<certificate_id>",
        status=204,
        summary="Remove a certificate that was entered by hand",
    )
    def api_remove_certificate(
        self, request: Request, product_id: str, certificate_id: str
    ) -> NoContent:
        """Take a certificate out."""
        product_acts.remove_certificate(self.commands, request, product_id, certificate_id)
        return NoContent()

    @route(
        "GET",
        f"{PRODUCT}/certificates/<certificate_id>/file",
        produces="*/*",
        summary="The file of a certificate that was entered by hand",
    )
    def api_certificate_file(
        self, request: Request, product_id: str, certificate_id: str
    ) -> Download:
        """Send the file."""
        intake.require_own(request.user, owner_of(product_id))
        return product_acts.download(certificate_file(product_id, certificate_id))

    @route("GET", PICTURE, produces="image/jpeg", summary="A picture of a product, for anyone")
    def picture(self, request: Request, product_id: str, picture_id: str, width: int) -> Raw:
        """Send a picture; what an address shows never changes."""
        stored = STORE.open(picture_file(product_id, picture_id, width))
        headers = {"Cache-Control": FOR_EVER, "ETag": f'"{picture_id}-{width}"'}
        return Raw(b"".join(stored.chunks), "image/jpeg", headers=headers)

    @route(
        "GET",
        f"{API}/units",
        query=s.UnitSchema,
        summary="Communes by words of their name on a day; without words those of the province",
    )
    def api_units(self, request: Request) -> Json:
        """Find communes."""
        query = request.query()
        if request.args.get("on") == "":  # the schema allows no empty day
            raise ValidationError({"on": ["Not a valid date."]})
        return Json({"items": communes(query["q"], query["on"] or today())})

    @timer(interval=EVERY_HOUR)
    def sweep_files(self) -> None:
        """Delete files that no command came to refer to."""
        STORE.sweep(referenced)


def communes(asked: str, day: Any) -> list[dict[str, Any]]:
    """Return communes by words, or all of the province that runs the programme."""
    home = None if asked else current_profile().admin_code
    found = units.find(asked, day, within=home, limit=MOST_UNITS if asked else 1_000)
    return [
        {"code": one.code, "name": one.full_name, "written": units.path_name(one.code, day)}
        for one in found
    ]
