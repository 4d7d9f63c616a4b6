"""What can be asked about products that are registered."""

from __future__ import annotations

from dataclasses import dataclass

from nscl_traceability.domain.product_parts import HeldCertificate, Picture, ProductDetails


@dataclass(frozen=True, kw_only=True)
class UpdateProduct:
    """Replace what is known of a product; ``version`` is the one that was read."""

    product_id: str
    version: int
    name: str
    ocop_stars: int | None
    project_id: str | None
    description: str
    details: ProductDetails


@dataclass(frozen=True, kw_only=True)
class AddCertificate:
    """Enter a certificate by hand."""

    product_id: str
    certificate: HeldCertificate


@dataclass(frozen=True, kw_only=True)
class RemoveCertificate:
    """Take a certificate out."""

    product_id: str
    certificate_id: str


@dataclass(frozen=True, kw_only=True)
class AddPicture:
    """Take a picture, stored before."""

    product_id: str
    picture: Picture


@dataclass(frozen=True, kw_only=True)
class RemovePicture:
    """Take a picture out."""

    product_id: str
    picture_id: str
