"""What is stored comes back, in one piece, found through indexes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nscl_certification.domain.certificate import Certificate
from nscl_certification.domain.scope import Firm, Product, Scope
from nscl_certification.handlers.commands import (
    CopyApplication,
    CopyFirm,
    GrantCertificate,
    OpenCase,
    RecordAudit,
    RevokeCertificate,
)
from nscl_certification.queries.details import (
    approved_applications,
    firms_of,
    known_firm,
    show_case,
    show_certificate,
)
from nscl_certification.queries.listing import Filter, list_cases, list_certificates
from nscl_certification.storage.documents import CaseDocument, CertificateDocument
from nscl_certification.storage.repositories import CertificateRepository
from nscl_shared.kernel import Conflict, NotFound
from nscl_shared.kernel.clock import today

OPENED, AUDITED = date(2022, 6, 10), date(2022, 8, 20)


@pytest.fixture
def audited_case(bus, scope):
    """Return a builder of audited cases in the database; gives the id."""

    def build(**changes):
        wanted = replace(scope, **changes)
        case_id = bus.execute(OpenCase(scope=wanted, opened_on=OPENED))["id"]
        bus.execute(RecordAudit(case_id=case_id, audited_on=AUDITED))
        return case_id

    return build


@pytest.fixture
def granted(bus, audited_case, paper):
    """Return a builder of certificates in the database; gives the id."""

    def build(number, expires_on=None, **changes):
        own = replace(paper, number=number, expires_on=expires_on)
        command = GrantCertificate(case_id=audited_case(**changes), paper=own)
        return bus.execute(command)["certificate_id"]

    return build


def outbox(db):
    return [row["type"].split(".")[3] for row in db["outbox"].find().sort("_id", 1)]


def test_a_case_and_its_certificate_come_back_whole(bus, db, granted, scope):
    certificate_id = granted("VD-0001", date(2025, 8, 31))
    certificate = show_certificate(certificate_id)
    case = show_case(certificate["case_id"])
    assert (case["state"], case["certificate_id"]) == ("granted", certificate_id)
    assert [step["state"] for step in case["steps"]] == ["planned", "audited", "granted"]
    assert certificate["products"] == [{"product_id": "p-1", "name": "Đá xây dựng 1x2"}]
    assert certificate["expires_on"] == date(2025, 8, 31)
    assert outbox(db) == ["case-opened", "certificate-granted"]


def test_a_loaded_certificate_equals_the_stored_one(db, certificate, granted):
    certificate_id = granted("VD-0001", date(2025, 8, 31))
    loaded = CertificateRepository().get(certificate_id)
    again = CertificateRepository().to_domain(
        CertificateDocument(
            id=loaded.id, version=loaded.version, **CertificateRepository().to_fields(loaded)
        )
    )
    assert again == loaded
    assert isinstance(loaded, Certificate)


def test_a_refused_command_stores_and_announces_nothing(bus, db, audited_case, paper, granted):
    granted("VD-0001")
    case_id, before = audited_case(), outbox(db)
    twice = replace(paper, number="vd 0001".replace(" ", "-"))
    with pytest.raises(Conflict, match="certificate-number-taken"):
        bus.execute(GrantCertificate(case_id=case_id, paper=twice))
    assert show_case(case_id)["state"] == "audited"
    assert outbox(db) == before


def test_the_unique_index_stops_what_slips_past_the_rule(db, certificate):
    fields = CertificateRepository().to_fields(certificate)
    CertificateDocument(id="x-1", version=1, **fields).save(force_insert=True)
    with pytest.raises(Exception, match=r"(?i)duplicate|unique"):
        CertificateDocument(id="x-2", version=1, **fields).save(force_insert=True)


def test_two_officers_at_the_same_moment_cannot_both_revoke(bus, granted):
    certificate_id = granted("VD-0001")
    first, second = CertificateRepository(), CertificateRepository()
    for repository in (first, second):
        repository.get(certificate_id).revoke("Lý do", date(2022, 12, 1))
    first.flush()
    with pytest.raises(Conflict, match="changed-meanwhile"):
        second.flush()


def test_a_repeated_request_is_answered_like_the_first(bus, db, audited_case, paper):
    command = GrantCertificate(case_id=audited_case(), paper=paper)
    assert bus.execute(command, key="k") == bus.execute(command, key="k")
    assert outbox(db).count("certificate-granted") == 1


def test_copies_end_the_same_in_whatever_order_they_come(bus, db):
    facts = {
        "case_number": "2022-P1-0001",
        "firm_id": "f-1",
        "firm_name": "A",
        "project_id": "2022-P1",
    }
    newer = CopyApplication(application_id="a-1", sequence=5, state="withdrawn", facts=facts)
    older = CopyApplication(application_id="a-1", sequence=4, state="approved", facts=facts)
    for command in (newer, older, newer):
        bus.execute(command)
    assert approved_applications("f-1") == []


def test_a_unit_of_the_register_is_offered_with_its_products(bus, db):
    firm = Firm("f-9", "HTX Na Chi Lăng", "HTX")
    product = Product("p-9", "Na Chi Lăng")
    bus.execute(CopyFirm(firm=firm, sequence=1, products=[product], owner_account_id="acc-1"))
    assert known_firm("f-9")["products"] == [{"product_id": "p-9", "name": "Na Chi Lăng"}]
    assert firms_of("acc-1") == ["f-9"]


def test_search_finds_any_word_by_its_beginning_without_accents(db, granted):
    granted("1")
    granted("2", firm=Firm("f-2", "HTX Na Chi Lăng", "HTX"))
    found, _next = list_certificates(Filter(q="lang na"))
    assert [c["number"] for c in found] == ["2"]
    assert len(list_certificates(Filter(q="HUYỀN"))[0]) == 1
    assert list_certificates(Filter(q="na.*"))[0] == []


def test_expiring_lists_live_certificates_soonest_first_page_by_page(bus, db, granted):
    day = today()
    days = enumerate((29, 5, 10, 10, 31, -1))
    ids = [granted(str(number), day + timedelta(days=n)) for number, n in days]
    granted("never", None)
    revoked = granted("revoked", day + timedelta(days=7))
    bus.execute(RevokeCertificate(certificate_id=revoked, reason="x", revoked_on=day))
    pages, cursor = [], ""
    while cursor is not None:
        rows, cursor = list_certificates(Filter(expiring=30, limit=2, cursor=cursor))
        pages.append([row["id"] for row in rows])
    assert pages == [[ids[1], ids[2]], [ids[3], ids[0]]]


def test_lists_are_newest_first_and_go_on_where_they_stopped(db, audited_case):
    ids = [audited_case() for _ in range(5)]
    first, cursor = list_cases(Filter(limit=3))
    rest, end = list_cases(Filter(limit=3, cursor=cursor))
    assert [case["id"] for case in first + rest] == ids[::-1]
    assert end is None


def test_a_firm_sees_only_its_own(db, audited_case):
    case_id = audited_case()
    assert list_cases(Filter(firms=["f-2"]))[0] == []
    with pytest.raises(NotFound):
        show_case(case_id, ["f-2"])
    assert show_case(case_id, ["f-1"])["id"] == case_id


def plan(queryset):
    winning = queryset.explain()["queryPlanner"]["winningPlan"]
    return str(winning)


@pytest.mark.parametrize(
    "query",
    [
        lambda: CertificateDocument.objects(number_key="vd-1", certifier_key="a"),
        lambda: CertificateDocument.objects(words="huyen"),
        lambda: CertificateDocument.objects(firm_id="f-1").order_by("-id"),
        lambda: CertificateDocument.objects(scheme="hop-quy").order_by("-id"),
        lambda: CertificateDocument.objects(
            expiry_key__gt="2025-01-01", expiry_key__lt="2025-04-01~~"
        ).order_by("expiry_key"),
        lambda: CaseDocument.objects(state="planned").order_by("-id"),
        lambda: CaseDocument.objects(firm_id="f-1").order_by("-id"),
        lambda: CaseDocument.objects(words="huyen"),
    ],
)
def test_every_listing_goes_through_an_index(db, granted, query):
    for number in range(3):
        granted(str(number))
    assert "IXSCAN" in plan(query()), plan(query())


def test_a_management_system_has_no_products(db, audited_case):
    system = Scope("iso-9001", "ISO 9001:2015", Firm("f-1", "A", "DN"))
    case_id = audited_case(scheme=system.scheme, standard=system.standard, products=())
    assert show_case(case_id)["products"] == []
