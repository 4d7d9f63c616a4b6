"""Granting fills the expiry only when it is not known, and refuses doubles."""

from dataclasses import replace
from datetime import date

import pytest

from nscl_certification.domain.case import CaseState
from nscl_certification.handlers.commands import GrantCertificate, RevokeCertificate
from nscl_certification.handlers.grant_certificate import grant_certificate
from nscl_certification.handlers.move_certificate import revoke_certificate
from nscl_shared.kernel import Conflict, NotFound, RuleViolation


@pytest.fixture
def granting(work, audited):
    work.cases.add(audited)
    return work


def test_the_expiry_on_the_paper_wins(granting, paper):
    shorter = replace(paper, expires_on=date(2023, 1, 1))
    answer = grant_certificate(GrantCertificate(case_id="c-1", paper=shorter), granting)
    assert (answer["expires_on"], answer["warnings"]) == ("2023-01-01", [])


def test_an_unknown_expiry_is_filled_from_the_scheme(granting, paper):
    blank = replace(paper, expires_on=None)
    command = GrantCertificate(case_id="c-1", paper=blank, usual_expiry=True)
    assert grant_certificate(command, granting)["expires_on"] == "2025-08-31"


def test_a_certificate_that_never_expires_is_taken_with_a_warning(granting, paper):
    command = GrantCertificate(case_id="c-1", paper=replace(paper, expires_on=None))
    answer = grant_certificate(command, granting)
    assert (answer["expires_on"], answer["warnings"]) == (None, ["expiry-unusually-missing"])


def test_the_case_ends_with_the_certificate(granting, paper):
    answer = grant_certificate(GrantCertificate(case_id="c-1", paper=paper), granting)
    case = granting.cases.get("c-1")
    assert (case.state, case.certificate_id) == (CaseState.GRANTED, answer["certificate_id"])


def test_a_number_is_taken_once_per_certifier_however_it_is_spelt(granting, paper, certificate):
    granting.certificates.add(certificate)
    again = replace(paper, number="vd-0001", certifier="TO CHUC CHUNG NHAN VI DU")
    with pytest.raises(Conflict, match="certificate-number-taken"):
        grant_certificate(GrantCertificate(case_id="c-1", paper=again), granting)


def test_another_certifier_may_use_the_same_number(granting, paper, certificate):
    granting.certificates.add(certificate)
    other = replace(paper, certifier="Tổ chức khác")
    grant_certificate(GrantCertificate(case_id="c-1", paper=other), granting)
    assert len(granting.certificates.things) == 2


def test_a_refused_grant_leaves_the_case_as_it_was(granting, paper):
    early = replace(paper, issued_on=date(2022, 8, 1))
    with pytest.raises(RuleViolation, match="issued-before-audit"):
        grant_certificate(GrantCertificate(case_id="c-1", paper=early), granting)
    assert granting.certificates.things == {}
    assert granting.cases.get("c-1").state is CaseState.AUDITED


def test_a_certificate_that_does_not_exist_cannot_be_revoked(work):
    command = RevokeCertificate(certificate_id="x-9", reason="Lý do", revoked_on=date(2022, 12, 1))
    with pytest.raises(NotFound, match="certificate-not-found"):
        revoke_certificate(command, work)
