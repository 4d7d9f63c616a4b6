"""A certificate is live until it is revoked or replaced; its date is only read."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_certification.domain.certificate import (
    LIVE,
    Certificate,
    CertificateState,
    Standing,
    standing,
)
from nscl_certification.domain.events import CertificateGranted, CertificateRevoked
from nscl_certification.domain.scope import Firm
from nscl_shared.kernel import Conflict, RuleViolation

ON = date(2022, 12, 1)


def test_a_granted_certificate_tells_all_that_stands_on_it(certificate, scope, paper):
    assert certificate.collect() == [(1, CertificateGranted("x-1", "c-1", scope, paper))]


@pytest.mark.parametrize("expires_on", [date(2022, 9, 1), date(2021, 8, 31)])
def test_a_certificate_expires_after_its_issue(scope, paper, expires_on):
    with pytest.raises(RuleViolation, match="expires-before-issue"):
        Certificate.issue("x-1", "c-1", scope, replace(paper, expires_on=expires_on))


def test_a_certificate_may_have_no_expiry(scope, paper):
    certificate = Certificate.issue("x-1", "c-1", scope, replace(paper, expires_on=None))
    assert certificate.state is CertificateState.VALID


def test_a_revoked_certificate_tells_why_and_since_when(certificate, scope, paper):
    certificate.revoke("Không duy trì điều kiện", ON)
    told = certificate.collect()[-1]
    revoked = CertificateRevoked("x-1", "c-1", scope, paper, "Không duy trì điều kiện", ON)
    assert told == (2, revoked)


def test_a_revoked_certificate_cannot_be_revoked_again(certificate):
    certificate.revoke("Lý do", ON)
    with pytest.raises(Conflict, match="certificate-cannot-revoke"):
        certificate.revoke("Lý do", ON)


def test_a_certificate_is_not_revoked_before_its_issue(certificate):
    with pytest.raises(RuleViolation, match="before-issue"):
        certificate.revoke("Lý do", date(2022, 8, 31))
    assert certificate.state is CertificateState.VALID


def test_a_suspension_can_be_lifted(certificate):
    certificate.suspend("Chờ giám sát", ON)
    assert certificate.state is CertificateState.SUSPENDED
    certificate.reinstate(ON)
    assert certificate.state is CertificateState.VALID


def test_a_suspended_certificate_can_be_revoked(certificate):
    certificate.suspend("Chờ giám sát", ON)
    certificate.revoke("Lý do", ON)
    assert certificate.state is CertificateState.REVOKED


def test_a_new_certificate_of_the_same_holder_replaces_the_old(certificate, scope, paper):
    successor = Certificate.issue("x-2", "c-2", scope, replace(paper, number="VD-0002"))
    certificate.replace(successor, ON)
    assert (certificate.state, certificate.replaced_by) == (CertificateState.REPLACED, "x-2")


def test_another_holders_certificate_cannot_take_its_place(certificate, scope, paper):
    other = replace(scope, firm=Firm("f-2", "HTX khác", "HTX"))
    with pytest.raises(RuleViolation, match="successor-unfit"):
        certificate.replace(Certificate.issue("x-2", "c-2", other, paper), ON)


def test_a_certificate_cannot_replace_itself(certificate):
    with pytest.raises(RuleViolation, match="successor-unfit"):
        certificate.replace(certificate, ON)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 6, 1), Standing.VALID),
        (date(2025, 6, 2), Standing.EXPIRING),
        (date(2025, 8, 31), Standing.EXPIRING),
        (date(2025, 9, 1), Standing.EXPIRED),
    ],
)
def test_expiring_and_expired_follow_from_the_date(paper, today, expected):
    assert standing(CertificateState.VALID, paper.expires_on, today) is expected


@given(
    st.sampled_from(CertificateState),
    st.none() | st.dates(date(2015, 1, 1), date(2035, 1, 1)),
    st.dates(date(2015, 1, 1), date(2035, 1, 1)),
)
def test_what_was_decided_outlives_the_date(state, expires_on, today):
    stands = standing(state, expires_on, today)
    if state not in LIVE or expires_on is None:
        assert stands.value == state.value
    elif expires_on < today:
        assert stands is Standing.EXPIRED
    else:
        assert stands is not Standing.EXPIRED
