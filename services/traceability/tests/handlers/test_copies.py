"""What other services say, in whatever order and however often it arrives."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from nscl_contracts import find
from nscl_shared.testing.producer import example_event
from nscl_traceability.entrypoints.subscriptions import Subscriptions
from nscl_traceability.queries.products import firms_of, first_firm
from nscl_traceability.queries.stamp_facts import certificates_of, in_force

DAY = date(2022, 10, 1)
AFTER = date(2022, 12, 2)


def event(kind, sequence, /, **changes):
    contract = find(f"vn.nscl.{kind}.v1")
    return replace(example_event(contract, **changes), sequence=sequence)


def live_certificates(firm_id, product_name, day):
    return in_force(certificates_of(firm_id, product_name), day)


@pytest.fixture
def listening(bus):
    """The subscriptions over the real command bus."""
    service = Subscriptions()
    service.commands = bus
    return service


def certificate(sequence=1, **changes):
    name = "revoked" if "revoked_on" in changes else "granted"
    given = {"firm_id": "firm-1", "products": [], **changes}
    return event(f"certification.certificate-{name}", sequence, **given)


def test_a_firm_is_known_by_the_account_that_acts_for_it(listening):
    listening.on_registration(
        event("registration.firm-registered", 1, firm_id="firm-1", owner_account_id="account-1")
    )
    assert firms_of("account-1") == ["firm-1"]
    assert firms_of("account-2") == []
    assert first_firm("account-1") == {
        "id": "firm-1",
        "name": "Công ty TNHH Ví dụ",
        "org_type": "DN",
    }
    assert first_firm("account-2") == {"id": "", "name": "", "org_type": ""}


def test_a_firm_entered_on_paper_belongs_to_no_account(listening):
    listening.on_registration(event("registration.firm-registered", 1, owner_account_id=None))
    assert firms_of("None") == firms_of("") == []


def test_personal_data_of_a_firm_are_not_kept(listening, db):
    listening.on_registration(event("registration.firm-registered", 1))
    [row] = db["firm_copies"].find()
    assert set(row) == {"_id", "seen", "name", "org_type", "owner_account_id"}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_grant_renewal_and_revocation_end_alike_in_every_order(listening, db, order):
    told = [
        certificate(1, number="VD-1"),
        certificate(2, number="VD-1a", expires_on="2030-01-01"),
        certificate(3, number="VD-1a", expires_on="2030-01-01", revoked_on="2022-12-01"),
    ]
    for place in order:
        listening.on_certification(told[place])
    [row] = db["certificate_copies"].find()
    assert (row["number"], row["expires_on"].year, row["revoked_on"].day) == ("VD-1a", 2030, 1)
    assert live_certificates("firm-1", "Na", AFTER) == []


def test_a_renamed_firm_is_known_by_its_new_name_in_either_order(listening, db):
    entered = event("registration.firm-registered", 1, firm_id="a", name="Cũ")
    renamed = event("registration.firm-updated", 2, firm_id="a", name="Mới")
    for said in (renamed, entered):
        listening.on_registration(said)
    assert [row["name"] for row in db["firm_copies"].find()] == ["Mới"]


def test_the_later_of_two_versions_of_a_firm_counts_in_either_order(listening, db):
    told = [
        event("registration.firm-registered", 1, firm_id=firm, name="Cũ") for firm in ("a", "b")
    ]
    news = [
        event("registration.firm-registered", 2, firm_id=firm, name="Mới") for firm in ("a", "b")
    ]
    for said in (told[0], news[0], news[1], told[1]):
        listening.on_registration(said)
    assert [row["name"] for row in db["firm_copies"].find()] == ["Mới", "Mới"]


def test_an_event_that_comes_twice_counts_once(listening, db):
    twice = certificate()
    listening.on_certification(twice)
    listening.on_certification(replace(twice, sequence=9, data={**twice.data, "number": "x"}))
    assert [row["number"] for row in db["certificate_copies"].find()] == ["VD-0001"]
    assert db["inbox"].count_documents({}) == 1


def test_a_certificate_in_force_is_shown_for_the_whole_firm_or_its_products(listening):
    listening.on_certification(certificate(certificate_id="whole", number="A"))
    products = [{"product_id": "p", "name": "Na Chi Lăng"}]
    listening.on_certification(certificate(certificate_id="one", number="B", products=products))
    listening.on_certification(certificate(certificate_id="other", number="C", firm_id="firm-2"))
    shown = {c["number"] for c in live_certificates("firm-1", "Na Chi Lăng", DAY)}
    assert shown == {"A", "B"}
    assert [c["number"] for c in live_certificates("firm-1", "Hồng", DAY)] == ["A"]


def test_a_certificate_is_shown_through_its_last_day(listening):
    listening.on_certification(certificate(expires_on="2022-10-01"))
    assert live_certificates("firm-1", "Na", DAY)
    assert live_certificates("firm-1", "Na", date(2022, 10, 2)) == []


def test_a_certificate_without_an_end_does_not_expire(listening):
    listening.on_certification(certificate(expires_on=None))
    assert live_certificates("firm-1", "Na", date(2099, 1, 1))


def test_a_revoked_certificate_is_not_shown(listening):
    listening.on_certification(certificate())
    assert live_certificates("firm-1", "Na", DAY)
    listening.on_certification(certificate(2, revoked_on="2022-12-01"))
    assert live_certificates("firm-1", "Na", DAY) == []
