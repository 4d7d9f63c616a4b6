"""Appraisals for pages and papers."""

from __future__ import annotations

from typing import Any

from nscl_registration.storage.documents_appraisal import AppraisalDocument
from nscl_shared.kernel import NotFound


def find_appraisal(application_id: str) -> dict[str, Any] | None:
    """Return council, criteria, checks, scores and result, ``None`` without a council."""
    document = AppraisalDocument.objects(id=application_id).first()
    if document is None:
        return None
    given = document.to_mongo().to_dict()
    return {
        "id": application_id,
        "version": given["version"],
        "case_number": given["case_number"],
        "members": given["members"],
        "criteria": given["criteria"],
        "checks": given.get("checks", []),
        "scores": given.get("scores", {}),
        "conclusion": given.get("conclusion") or None,
    }


def show_appraisal(application_id: str) -> dict[str, Any]:
    """Return the appraisal.

    Raises:
        NotFound: no council was called.
    """
    found = find_appraisal(application_id)
    if found is None:
        raise NotFound("appraisal-not-found", id=application_id)
    return found
