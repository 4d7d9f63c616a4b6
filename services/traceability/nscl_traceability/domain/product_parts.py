"""What is known of a product besides its name and number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nscl_shared import units
from nscl_shared.kernel import InvalidInput
from nscl_traceability.domain.papers import AttachedFile

MOST_LATITUDE, MOST_LONGITUDE = 90, 180


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where it is made: the administrative unit as it was on the day ``on``, and the rest.

    ``latitude`` and ``longitude`` in degrees (WGS 84), both or neither.
    """

    unit_code: str | None
    detail: str
    on: date
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    def checked(self) -> Place:
        """Return the place.

        Raises:
            InvalidInput: ``place-unit``: no such commune on that day; ``place-coordinates``.
        """
        code = self.unit_code
        if code and (units.unit_on(code, self.on) is None or units.children(code, self.on)):
            raise InvalidInput("place-unit", field="place.unit_code", unit=code, day=self.on)
        latitude, longitude = self.latitude, self.longitude
        if (latitude is None) is not (longitude is None):
            raise InvalidInput("place-coordinates", field="place.latitude")
        within = latitude is None or abs(latitude) <= MOST_LATITUDE
        if not within or (longitude is not None and abs(longitude) > MOST_LONGITUDE):
            raise InvalidInput("place-coordinates", field="place.latitude")
        return self

    @property
    def written(self) -> str:
        """Return the place as it is written on a letter."""
        unit = units.path_name(self.unit_code, self.on) if self.unit_code else None
        return ", ".join(part for part in (self.detail, unit) if part)


@dataclass(frozen=True, kw_only=True)
class ProductDetails:
    """What the label and the law ask for; an empty text is not known."""

    ingredients: str = ""
    net_content: str = ""
    storage: str = ""
    usage: str = ""
    warnings: str = ""
    origin: str = ""
    brand: str = ""
    model: str = ""
    shelf_life: str = ""
    standards: tuple[str, ...] = ()
    producer_address: str = ""
    producer_code: str = ""
    portal_url: str = ""
    place: Place | None = None


@dataclass(frozen=True, kw_only=True)
class HeldCertificate:
    """A certificate that was entered by hand; days as it states them."""

    certificate_id: str
    number: str
    scheme: str
    issuer: str
    issued_on: date | None
    expires_on: date | None
    file: AttachedFile | None = None


@dataclass(frozen=True, kw_only=True)
class Rendition:
    """One size of a picture; ``width`` and ``height`` in pixels, ``size`` in bytes."""

    width: int
    height: int
    size: int
    attachment_id: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture of the product in several widths, the narrowest first; ``alt`` says what it shows."""

    picture_id: str
    alt: str
    renditions: tuple[Rendition, ...]
