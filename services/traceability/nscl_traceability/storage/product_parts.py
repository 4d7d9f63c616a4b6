"""Embedded parts of products, and how they become domain values and back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mongoengine import (
    DateField,
    EmbeddedDocument,
    EmbeddedDocumentField,
    EmbeddedDocumentListField,
    IntField,
    ListField,
    StringField,
)

from nscl_traceability.domain import product_parts as domain
from nscl_traceability.storage.parts import FilePart, file_of, file_part, values


class PlacePart(EmbeddedDocument):
    """Where a product is made; degrees as text."""

    unit_code = StringField()
    detail = StringField(default="")
    on = DateField(required=True)
    latitude = StringField()
    longitude = StringField()


class DetailsPart(EmbeddedDocument):
    """What the label and the law ask for."""

    ingredients = StringField(default="")
    net_content = StringField(default="")
    storage = StringField(default="")
    usage = StringField(default="")
    warnings = StringField(default="")
    origin = StringField(default="")
    brand = StringField(default="")
    model = StringField(default="")
    shelf_life = StringField(default="")
    standards = ListField(StringField())
    producer_address = StringField(default="")
    producer_code = StringField(default="")
    portal_url = StringField(default="")
    place = EmbeddedDocumentField(PlacePart)


class HeldCertificatePart(EmbeddedDocument):
    """A certificate that was entered by hand."""

    certificate_id = StringField(required=True)
    number = StringField(required=True)
    scheme = StringField(required=True)
    issuer = StringField(required=True)
    issued_on = DateField()
    expires_on = DateField()
    file = EmbeddedDocumentField(FilePart)


class RenditionPart(EmbeddedDocument):
    """One size of a picture."""

    width = IntField(required=True)
    height = IntField(required=True)
    size = IntField(required=True)
    attachment_id = StringField(required=True)


class PicturePart(EmbeddedDocument):
    """A picture in several widths."""

    picture_id = StringField(required=True)
    alt = StringField(default="")
    renditions = EmbeddedDocumentListField(RenditionPart)


def details_of(part: Any) -> domain.ProductDetails:
    """Return the details; products of earlier versions have none."""
    if part is None:
        return domain.ProductDetails()
    known = values(part)
    place = known.pop("place")
    standards = tuple(known.pop("standards"))
    return domain.ProductDetails(place=place_of(place), standards=standards, **known)


def details_part(given: domain.ProductDetails) -> DetailsPart:
    """Return their document."""
    place, standards = place_part(given.place), list(given.standards)
    return DetailsPart(**{**vars(given), "place": place, "standards": standards})


def place_of(part: Any) -> domain.Place | None:
    """Return a place, if there is one."""
    if part is None:
        return None
    known = values(part)
    degrees = {name: _degrees(known.pop(name)) for name in ("latitude", "longitude")}
    return domain.Place(
        unit_code=known["unit_code"], detail=known["detail"], on=known["on"], **degrees
    )


def place_part(given: domain.Place | None) -> PlacePart | None:
    """Return its document."""
    if given is None:
        return None
    degrees = {"latitude": _text(given.latitude), "longitude": _text(given.longitude)}
    return PlacePart(**{**vars(given), **degrees})


def certificate_of(part: Any) -> domain.HeldCertificate:
    """Return a certificate."""
    known = values(part)
    return domain.HeldCertificate(file=file_of(known.pop("file")), **known)


def certificate_part(given: domain.HeldCertificate) -> HeldCertificatePart:
    """Return its document."""
    return HeldCertificatePart(**{**vars(given), "file": file_part(given.file)})


def picture_of(part: Any) -> domain.Picture:
    """Return a picture."""
    sizes = tuple(domain.Rendition(**values(one)) for one in part.renditions)
    return domain.Picture(picture_id=part.picture_id, alt=part.alt, renditions=sizes)


def picture_part(given: domain.Picture) -> PicturePart:
    """Return its document."""
    sizes = [RenditionPart(**vars(one)) for one in given.renditions]
    return PicturePart(picture_id=given.picture_id, alt=given.alt, renditions=sizes)


def _degrees(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
