"""What happened is told by contract."""

from dataclasses import replace
from datetime import date

from nscl_certification.domain.certificate import Certificate
from nscl_certification.publishing.announce import announce


def told(aggregate):
    messages = [announce(event) for _sequence, event in aggregate.collect()]
    return [(m.contract.event_name, m.dumped()) for m in messages if m is not None]


def test_an_opened_case_is_told_with_its_products(case):
    [(name, data)] = told(case)
    assert name == "case-opened"
    assert data["products"] == [{"product_id": "p-1", "name": "Đá xây dựng 1x2"}]


def test_grant_and_revocation_are_told_with_the_whole_certificate(certificate):
    certificate.suspend("Chờ giám sát", date(2022, 11, 1))
    certificate.revoke("Lý do", date(2022, 12, 1))
    (granted, paper), (revoked, end) = told(certificate)
    assert (granted, revoked) == ("certificate-granted", "certificate-revoked")
    assert (paper["number"], paper["expires_on"]) == ("VD-0001", "2025-08-31")
    assert (end["reason"], end["revoked_on"]) == ("Lý do", "2022-12-01")


def test_a_third_partys_scheme_is_told_as_other(scope, paper):
    foreign = replace(scope, scheme="rainforest")
    [(_name, data)] = told(Certificate.issue("x-1", "c-1", foreign, paper))
    assert data["scheme"] == "other"


def test_a_suspension_has_no_contract_and_is_not_told(certificate):
    certificate.collect()
    certificate.suspend("Chờ giám sát", date(2022, 11, 1))
    assert told(certificate) == []
