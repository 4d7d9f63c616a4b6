"""A traced product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from nscl_shared.kernel import Aggregate, InvalidInput, RuleViolation
from nscl_traceability.domain.events import ProductFacts, ProductRegistered, ProductUpdated
from nscl_traceability.domain.product_parts import HeldCertificate, Picture, ProductDetails

MAX_STARS = 5
MOST_PICTURES = 12
MOST_CERTIFICATES = 30
NO_DETAILS = ProductDetails()


@dataclass(frozen=True)
class Producer:
    """The firm, cooperative or household that makes the product."""

    firm_id: str
    name: str
    org_type: str


@dataclass(kw_only=True)
class Product(Aggregate):
    """What the label names; ``gtin`` has 14 digits and never changes.

    ``description`` tells how it is made.
    """

    gtin: str
    name: str
    producer: Producer
    ocop_stars: int | None = None
    project_id: str | None = None
    description: str = ""
    details: ProductDetails = NO_DETAILS
    certificates: tuple[HeldCertificate, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @classmethod
    def register(
        cls,
        product_id: str,
        *,
        gtin: str,
        name: str,
        producer: Producer,
        ocop_stars: int | None,
        project_id: str | None,
        description: str,
        details: ProductDetails = NO_DETAILS,
    ) -> Self:
        """Return a new product, announced.

        Raises:
            InvalidInput: ``ocop-stars`` outside 1 to 5 (Decision 148/QĐ-TTg), ``place-unit``
                or ``place-coordinates``.
        """
        product = cls(
            id=product_id,
            gtin=gtin,
            name=name,
            producer=producer,
            ocop_stars=_stars(ocop_stars),
            project_id=project_id,
            description=description,
            details=_checked(details),
        )
        product.record(ProductRegistered(product.facts))
        return product

    def update(
        self,
        *,
        name: str,
        ocop_stars: int | None,
        project_id: str | None,
        description: str,
        details: ProductDetails,
    ) -> None:
        """Replace what is known; the same again changes nothing.

        Raises:
            InvalidInput: as for a new product.
        """
        before = (self.name, self.ocop_stars, self.project_id, self.description, self.details)
        given = (name, _stars(ocop_stars), project_id, description, _checked(details))
        if given == before:
            return
        self.name, self.ocop_stars, self.project_id, self.description, self.details = given
        self.record(ProductUpdated(self.facts))

    def add_certificate(self, certificate: HeldCertificate) -> None:
        """Take a certificate that was entered by hand.

        Raises:
            InvalidInput: ``certificate-dates``: it ends before it begins.
            RuleViolation: ``too-many-certificates``.
        """
        issued, expires = certificate.issued_on, certificate.expires_on
        if issued and expires and expires < issued:
            raise InvalidInput("certificate-dates", field="expires_on", issued_on=issued)
        if len(self.certificates) >= MOST_CERTIFICATES:
            raise RuleViolation("too-many-certificates", most=MOST_CERTIFICATES)
        self.certificates = (*self.certificates, certificate)
        self.record(ProductUpdated(self.facts))

    def remove_certificate(self, certificate_id: str) -> None:
        """Take a certificate out; one that is not there changes nothing."""
        left = tuple(one for one in self.certificates if one.certificate_id != certificate_id)
        if left != self.certificates:
            self.certificates = left
            self.record(ProductUpdated(self.facts))

    def add_picture(self, picture: Picture) -> None:
        """Take a picture; the same one again changes nothing.

        Raises:
            RuleViolation: ``too-many-pictures``.
        """
        if any(one.renditions == picture.renditions for one in self.pictures):
            return
        if len(self.pictures) >= MOST_PICTURES:
            raise RuleViolation("too-many-pictures", most=MOST_PICTURES)
        self.pictures = (*self.pictures, picture)
        self.record(ProductUpdated(self.facts))

    def remove_picture(self, picture_id: str) -> None:
        """Take a picture out; one that is not there changes nothing."""
        left = tuple(one for one in self.pictures if one.picture_id != picture_id)
        if left != self.pictures:
            self.pictures = left
            self.record(ProductUpdated(self.facts))

    @property
    def facts(self) -> ProductFacts:
        """Return what events say of this product."""
        return ProductFacts(
            product_id=self.id,
            gtin=self.gtin,
            name=self.name,
            firm_id=self.producer.firm_id,
            firm_name=self.producer.name,
            org_type=self.producer.org_type,
            ocop_stars=self.ocop_stars,
            project_id=self.project_id,
        )


def _stars(stars: int | None) -> int | None:
    if stars is not None and not 1 <= stars <= MAX_STARS:
        raise InvalidInput("ocop-stars", field="ocop_stars", stars=stars)
    return stars


def _checked(details: ProductDetails) -> ProductDetails:
    if details.place is not None:
        details.place.checked()
    return details
