"""Capture jobs for those who sent them."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import NotFound
from nscl_traceability.domain.epcis.formats import written
from nscl_traceability.storage.documents_epcis import CaptureJobDocument


def show_capture(capture_id: str, account_id: str | None) -> dict[str, Any]:
    """Return a job; ``account_id`` limits to that account's.

    Raises:
        NotFound: ``epcis-capture-not-found``.
    """
    job = CaptureJobDocument.objects(id=capture_id).first()
    if job is None or account_id not in (None, job.account_id):
        raise NotFound("epcis-capture-not-found", id=capture_id)
    return _job(job)


def list_captures(
    account_id: str | None, per_page: int, before: str | None
) -> tuple[list[dict[str, Any]], str | None]:
    """Return jobs, the newest first, and where the next page starts."""
    found = CaptureJobDocument.objects(**({"account_id": account_id} if account_id else {}))
    if before:
        found = found.filter(id__lt=before)
    jobs = list(found.order_by("-id").limit(per_page + 1))
    return [_job(job) for job in jobs[:per_page]], jobs[per_page - 1].id if len(
        jobs
    ) > per_page else None


def _job(job: CaptureJobDocument) -> dict[str, Any]:
    return {
        "captureID": job.id,
        "createdAt": written(job.created_at),
        "finishedAt": written(job.finished_at),
        "running": False,
        "success": job.success,
        "captureErrorBehaviour": job.behaviour,
        "events": job.events,
        "errors": [dict(error) for error in job.errors],
    }
