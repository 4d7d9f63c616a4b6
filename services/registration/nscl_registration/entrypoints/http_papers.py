"""The papers of an application as .docx, for the officer's hand."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints.access import API_CASE
from nscl_registration.publishing.papers.agreement import agreement_paper
from nscl_registration.publishing.papers.content import Paper
from nscl_registration.publishing.papers.council import appraisal_minutes
from nscl_registration.publishing.papers.minutes import acceptance_minutes, liquidation_minutes
from nscl_registration.queries.applications import show_application
from nscl_registration.queries.appraisals import show_appraisal
from nscl_registration.queries.firms import show_firm
from nscl_registration.queries.money import advance_percent, net_of
from nscl_registration.queries.programme import show_project
from nscl_shared.documents.layout import DOCX
from nscl_shared.i18n import _, use_language
from nscl_shared.kernel import Conflict
from nscl_shared.province import current_profile
from nscl_shared.web import Download, Request, route


class PapersApi:
    """Mixin: reading only."""

    @route("GET", f"{API_CASE}/agreement.docx", summary="The agreement to be signed", produces=DOCX)
    def agreement_docx(self, request: Request, application_id: str) -> Download:
        """Draft the agreement."""
        paper = _paper(application_id)
        _require(paper, "approval")
        return _download(agreement_paper(paper), "hop-dong", paper)

    @route(
        "GET",
        f"{API_CASE}/minutes.docx",
        summary="The minutes of the appraisal council",
        produces=DOCX,
    )
    def minutes_docx(self, request: Request, application_id: str) -> Download:
        """Draft the minutes of the council."""
        paper = _paper(application_id)
        minutes = appraisal_minutes(paper, show_appraisal(application_id))
        return _download(minutes, "bien-ban-tham-dinh", paper)

    @route(
        "GET", f"{API_CASE}/acceptance.docx", summary="The minutes of the acceptance", produces=DOCX
    )
    def acceptance_docx(self, request: Request, application_id: str) -> Download:
        """Draft the minutes of the acceptance."""
        paper = _paper(application_id)
        _require(paper, "agreement")
        return _download(acceptance_minutes(paper), "nghiem-thu", paper)

    @route(
        "GET",
        f"{API_CASE}/liquidation.docx",
        summary="The liquidation of the agreement",
        produces=DOCX,
    )
    def liquidation_docx(self, request: Request, application_id: str) -> Download:
        """Draft the liquidation."""
        paper = _paper(application_id)
        _require(paper, "settlement")
        paid = net_of(dict(paper.application))
        return _download(liquidation_minutes(paper, paid), "thanh-ly", paper)


def _paper(application_id: str) -> Paper:
    case = show_application(application_id)
    return Paper(
        application=case,
        firm=show_firm(case["firm_id"]),
        project=show_project(case["project_id"]),
        agency=current_profile().agency,
        items=item_words(),
        advance_percent=advance_percent(),
    )


def item_words() -> dict[str, str]:
    """Return the support items in Vietnamese, by code."""
    with use_language("vi"):
        return {code: _(words) for code, words in labels.ITEMS.items()}


def _require(paper: Paper, part: str) -> None:
    """Refuse a paper whose facts are not there yet."""
    if not paper.application[part]:
        raise Conflict("paper-not-yet", case_number=paper.application["case_number"])


def _download(data: bytes, name: str, paper: Paper) -> Download:
    case_number: Any = paper.application["case_number"]
    return Download(data, f"{name}-{case_number}.docx", DOCX)
