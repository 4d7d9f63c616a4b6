"""The papers of an application, for the officer's hand: .docx to go on with, PDF to print."""

from __future__ import annotations

from functools import partial
from typing import Any

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints.access import API_CASE
from nscl_registration.entrypoints.drawn import Kind, drawn
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
from nscl_shared.documents.pdf import PDF
from nscl_shared.i18n import _, use_language
from nscl_shared.kernel import Conflict
from nscl_shared.province import current_profile
from nscl_shared.web import Download, Request, route


class PapersApi:
    """Mixin: reading only."""

    @route("GET", f"{API_CASE}/agreement.docx", summary="The agreement to be signed", produces=DOCX)
    def agreement_docx(self, request: Request, application_id: str) -> Download:
        """Draft the agreement."""
        return _agreement(application_id, "docx")

    @route("GET", f"{API_CASE}/agreement.pdf", summary="The agreement to be signed", produces=PDF)
    def agreement_pdf(self, request: Request, application_id: str) -> Download:
        """Draft the agreement."""
        return _agreement(application_id, "pdf")

    @route(
        "GET",
        f"{API_CASE}/minutes.docx",
        summary="The minutes of the appraisal council",
        produces=DOCX,
    )
    def minutes_docx(self, request: Request, application_id: str) -> Download:
        """Draft the minutes of the council."""
        return _minutes(application_id, "docx")

    @route(
        "GET",
        f"{API_CASE}/minutes.pdf",
        summary="The minutes of the appraisal council",
        produces=PDF,
    )
    def minutes_pdf(self, request: Request, application_id: str) -> Download:
        """Draft the minutes of the council."""
        return _minutes(application_id, "pdf")

    @route(
        "GET", f"{API_CASE}/acceptance.docx", summary="The minutes of the acceptance", produces=DOCX
    )
    def acceptance_docx(self, request: Request, application_id: str) -> Download:
        """Draft the minutes of the acceptance."""
        return _acceptance(application_id, "docx")

    @route(
        "GET", f"{API_CASE}/acceptance.pdf", summary="The minutes of the acceptance", produces=PDF
    )
    def acceptance_pdf(self, request: Request, application_id: str) -> Download:
        """Draft the minutes of the acceptance."""
        return _acceptance(application_id, "pdf")

    @route(
        "GET",
        f"{API_CASE}/liquidation.docx",
        summary="The liquidation of the agreement",
        produces=DOCX,
    )
    def liquidation_docx(self, request: Request, application_id: str) -> Download:
        """Draft the liquidation."""
        return _liquidation(application_id, "docx")

    @route(
        "GET",
        f"{API_CASE}/liquidation.pdf",
        summary="The liquidation of the agreement",
        produces=PDF,
    )
    def liquidation_pdf(self, request: Request, application_id: str) -> Download:
        """Draft the liquidation."""
        return _liquidation(application_id, "pdf")


def _agreement(application_id: str, kind: Kind) -> Download:
    paper = _paper(application_id, "approval")
    return _download(kind, "hop-dong", paper, partial(agreement_paper, paper))


def _minutes(application_id: str, kind: Kind) -> Download:
    paper = _paper(application_id)
    layout = partial(appraisal_minutes, paper, show_appraisal(application_id))
    return _download(kind, "bien-ban-tham-dinh", paper, layout)


def _acceptance(application_id: str, kind: Kind) -> Download:
    paper = _paper(application_id, "agreement")
    return _download(kind, "nghiem-thu", paper, partial(acceptance_minutes, paper))


def _liquidation(application_id: str, kind: Kind) -> Download:
    paper = _paper(application_id, "settlement")
    paid = net_of(dict(paper.application))
    return _download(kind, "thanh-ly", paper, partial(liquidation_minutes, paper, paid))


def _paper(application_id: str, needs: str = "") -> Paper:
    """Gather a paper's facts; ``needs`` is the part of the case without which it is not yet."""
    case = show_application(application_id)
    if needs and not case[needs]:
        raise Conflict("paper-not-yet", case_number=case["case_number"])
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


def _download(kind: Kind, name: str, paper: Paper, layout: Any) -> Download:
    return drawn(kind, f"{name}-{paper.application['case_number']}", layout)
