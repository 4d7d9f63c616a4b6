"""Print files of a batch, made while they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from nscl_shared.settings import settings
from nscl_traceability.publishing.labels.drawing import LabelText
from nscl_traceability.publishing.labels.logo import logo_in
from nscl_traceability.publishing.labels.sheets import Job, pdf_of
from nscl_traceability.publishing.labels.templates import TEMPLATES
from nscl_traceability.publishing.labels.zpl import zpl_of
from nscl_traceability.queries.products import show_product
from nscl_traceability.queries.stamps import serials_between, stamp_url


def label_job(batch: Mapping[str, Any], template: str, level: str, first: int, last: int) -> Job:
    """Return the print job of a range of the batch.

    Raises:
        Unavailable: ``label-logo-unusable``.
    """
    product = show_product(batch["product_id"])
    text = LabelText(
        product["name"], product["firm_name"], batch["lot_number"], product["ocop_stars"]
    )
    return Job(
        template=TEMPLATES[template],
        text=text,
        level=level,
        url_prefix=stamp_url(batch, ""),
        first=first,
        last=last,
        logo=logo_in(settings().provinces_path / settings().province),
    )


def labels_pdf(batch: Mapping[str, Any], job: Job) -> Iterator[bytes]:
    """Yield the labels as PDF.

    Raises:
        Unavailable: ``label-font-missing``.
    """
    return pdf_of(job, partial(serial_texts, batch))


def labels_zpl(batch: Mapping[str, Any], job: Job, dpi: int) -> Iterator[bytes]:
    """Yield the labels as ZPL for printers of that resolution."""
    return zpl_of(job, partial(serial_texts, batch), dpi)


def serial_texts(batch: Mapping[str, Any], first: int, last: int) -> Sequence[str]:
    """Return the serials of a range of the batch as text."""
    rows = serials_between(batch, first, last)
    joined, length = rows.tobytes().decode("ascii"), rows.shape[1]
    return [joined[start : start + length] for start in range(0, len(joined), length)]
