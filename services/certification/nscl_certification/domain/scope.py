"""What is certified, for whom, and by which paper: values shared by case and certificate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Product:
    """A product in scope; the id is the one registration minted, or our own."""

    product_id: str
    name: str


@dataclass(frozen=True)
class Firm:
    """The unit that seeks or holds the certificate, as it was called at the time."""

    firm_id: str
    name: str
    org_type: str


@dataclass(frozen=True)
class Scope:
    """Scheme, edition of the standard, unit and products.

    ``products`` is empty for management systems.  A certificate covers any
    number of products: neither count can be derived from the other.
    """

    scheme: str
    standard: str
    firm: Firm
    products: tuple[Product, ...] = ()
    application_id: str | None = None
    project_id: str | None = None


@dataclass(frozen=True)
class Paper:
    """What stands on the certificate; ``expires_on`` is its last valid day, None for never."""

    number: str
    certifier: str
    issued_on: date
    expires_on: date | None
