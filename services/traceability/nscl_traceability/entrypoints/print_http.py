"""The REST interface of print files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from nscl_shared.kernel import InvalidInput
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Download, Json, Request, route
from nscl_shared.web.fields import WholeNumber
from nscl_traceability.entrypoints import stamp_acts
from nscl_traceability.entrypoints.http import API
from nscl_traceability.entrypoints.print_files import hand_out
from nscl_traceability.entrypoints.stamp_schemas import INDEX
from nscl_traceability.entrypoints.stamps_http import BATCH
from nscl_traceability.publishing.labels.qr import LEVELS
from nscl_traceability.publishing.labels.sheets import Job
from nscl_traceability.publishing.labels.templates import TEMPLATES
from nscl_traceability.publishing.labels.zpl import RESOLUTIONS
from nscl_traceability.queries.print_files import label_job, labels_pdf, labels_zpl
from nscl_traceability.queries.stamps import stamps_csv

MOST_LABELS = 20_000


class RangeQuery(Schema):
    """Which stamps; all of the batch where nothing is said."""

    first = WholeNumber(load_default=1, validate=INDEX)
    last = WholeNumber(load_default=None, allow_none=True, validate=INDEX)


class LabelQuery(RangeQuery):
    """Which labels: size and error correction of the code."""

    template = fields.String(load_default="a4-40", validate=validate.OneOf(list(TEMPLATES)))
    level = fields.String(load_default="M", validate=validate.OneOf(LEVELS))


class ZplQuery(LabelQuery):
    """Which labels, for which printer."""

    template = fields.String(load_default="roll-50x30", validate=validate.OneOf(list(TEMPLATES)))
    dpi = WholeNumber(load_default=203, validate=validate.OneOf(RESOLUTIONS))


class PrintApi:
    """Files for printers; from the download on their stamps count as printed."""

    commands: CommandBus

    @route("GET", f"{API}/label-templates", summary="List the sizes of labels")
    def api_label_templates(self, request: Request) -> Json:
        """List what labels can be printed on."""
        return Json({"items": [{**vars(t), "per_page": t.per_page} for t in TEMPLATES.values()]})

    @route(
        "GET",
        f"{BATCH}/stamps.csv",
        query=RangeQuery,
        produces="text/csv",
        summary="Print file of a batch",
    )
    def api_stamps_csv(self, request: Request, batch_id: str) -> Download:
        """Stream index, serial and address of each stamp."""
        batch = stamp_acts.own_batch(request, batch_id)
        first, last = _range(batch, request.query())
        return hand_out(
            self.commands,
            request,
            batch,
            "csv",
            first=first,
            last=last,
            make=lambda: stamps_csv(batch, first, last),
            filename=f"stamps-{batch['number']}.csv",
            content_type="text/csv",
        )

    @route(
        "GET",
        f"{BATCH}/labels.pdf",
        query=LabelQuery,
        produces="application/pdf",
        summary="Labels as PDF",
    )
    def api_labels_pdf(self, request: Request, batch_id: str) -> Download:
        """Stream sheets or a roll of labels with QR codes as vectors."""
        batch, query = stamp_acts.own_batch(request, batch_id), request.query()
        job = _labels(batch, query)
        return hand_out(
            self.commands,
            request,
            batch,
            f"pdf {query['template']} {query['level']}",
            first=job.first,
            last=job.last,
            make=lambda: labels_pdf(batch, job),
            filename=f"labels-{batch['number']}.pdf",
            content_type="application/pdf",
        )

    @route(
        "GET",
        f"{BATCH}/labels.zpl",
        query=ZplQuery,
        produces="application/vnd.zebra-zpl",
        summary="Labels as ZPL",
    )
    def api_labels_zpl(self, request: Request, batch_id: str) -> Download:
        """Stream labels for a thermal printer."""
        batch, query = stamp_acts.own_batch(request, batch_id), request.query()
        job = _labels(batch, query)
        return hand_out(
            self.commands,
            request,
            batch,
            f"zpl {query['template']} {query['level']} {query['dpi']}",
            first=job.first,
            last=job.last,
            make=lambda: labels_zpl(batch, job, query["dpi"]),
            filename=f"labels-{batch['number']}.zpl",
            content_type="application/vnd.zebra-zpl",
        )


def _range(batch: Mapping[str, Any], query: Mapping[str, Any]) -> tuple[int, int]:
    return query["first"], query["last"] or batch["quantity"]


def _labels(batch: Mapping[str, Any], query: Mapping[str, Any]) -> Job:
    first, last = _range(batch, query)
    if (asked := last - first + 1) > MOST_LABELS:
        raise InvalidInput("labels-too-many", field="last", most=MOST_LABELS, asked=asked)
    return label_job(batch, query["template"], query["level"], first, last)
