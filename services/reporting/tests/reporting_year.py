"""Events of a programme year with the published figures of Lạng Sơn for 2022."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from nscl_contracts import CloudEvent, Message, decode, encode
from nscl_contracts import certification as c
from nscl_contracts import registration as r
from nscl_contracts import traceability as t

PARTICIPANTS = {
    "P1": (13, 2),
    "P2": (3, 0),
    "P3": (11, 9),
    "P4": (1, 7),
    "P5": (3, 12),
    "P6": (3, 0),
}
OTHER_ITEMS = {"P2": "MH-01", "P4": "NN-01", "P5": "TX-01", "P6": "CDS-01"}
# The unit that takes part in three projects: 64 participations, 62 units.
SHARED = {"P1-DN-0", "P2-DN-0", "P3-DN-0"}
SYSTEMS = ["ISO 9001:2015"] * 8 + ["5S"] * 2 + ["ISO 22000:2018"] + [None] * 9
START = datetime(2022, 1, 4, 1, tzinfo=UTC)

EventMaker = Callable[..., CloudEvent]


class Recorder:
    """Makes CloudEvents that are valid by contract, each a minute after the one before."""

    def __init__(self) -> None:
        self.events: list[CloudEvent] = []

    def __call__(self, contract: type, sequence: int = 1, /, **data: Any) -> CloudEvent:
        number = len(self.events)
        message = Message(contract, data)
        event = CloudEvent(
            id=f"event-{number:05d}",
            source=f"/province/lang-son/{contract.service}",
            type=contract.type,
            subject=message.subject,
            time=START + timedelta(minutes=number),
            sequence=sequence,
            data=data,
            province="lang-son",
        )
        self.events.append(decode(encode(event)))
        return self.events[-1]


def application(project: str, kind: str, index: int, supports: Sequence[dict]) -> dict[str, Any]:
    id_ = f"{project}-{kind}-{index}"
    firm = "unit-shared" if id_ in SHARED else f"unit-{id_}"
    return {
        "application_id": f"application-{id_}",
        "case_number": f"2022-{id_}",
        "firm_id": firm,
        "firm_name": f"{'HTX' if kind == 'HTX' else 'Công ty TNHH'} Ví dụ {firm}",
        "org_type": kind,
        "project_id": f"2022-{project}",
        "year": 2022,
        "supports": list(supports),
        "estimated_cost_vnd": 80_000_000,
    }


def support(item: str, product: int | None = None, system: str | None = None) -> dict[str, Any]:
    return {
        "item_code": item,
        "product_id": None if product is None else f"product-{product}",
        "product_name": None if product is None else f"Sản phẩm {product}",
        "system": system,
    }


def product_supports(unit: int) -> list[dict[str, Any]]:
    """44 certifications, 12 declarations, 19 TCCS on 65 products of 15 units."""
    supports = [support("CN-01" if p % 2 else "CN-02", p) for p in range(44)]
    supports += [support("CB-01", p) for p in range(44, 56)]
    supports += [support("TC-01", p) for p in range(46, 65)]
    return [s for s in supports if int(s["product_id"].split("-")[1]) % 15 == unit]


def supports_of(project: str, unit: int) -> list[dict[str, Any]]:
    if project == "P1":
        return product_supports(unit)
    if project == "P3":
        name = SYSTEMS[unit]
        item = "CC-01" if name == "5S" else "HT-09" if name is None else "HT-01"
        return [support(item, system=name)]
    return [support(OTHER_ITEMS[project])]


def record_plans(make: EventMaker) -> None:
    plans = [
        ("national_programme", "1322/QĐ-TTg", date(2020, 8, 31), 2021, 2030),
        ("provincial_plan", "79/KH-UBND", date(2021, 4, 5), 2021, 2025),
        ("yearly_plan", "73/KH-UBND", date(2022, 4, 4), 2022, 2022),
    ]
    for kind, number, signed_on, start, end in plans:
        make(
            r.PlanAdopted,
            plan_id=number.replace("/", "-"),
            kind=kind,
            number=number,
            signed_on=signed_on,
            issuer="UBND tỉnh Lạng Sơn" if "KH" in number else "Thủ tướng Chính phủ",
            title=f"Văn bản {number}",
            period_from=start,
            period_to=end,
            parent_id=None,
        )


def record_projects(make: EventMaker) -> None:
    for code in PARTICIPANTS:
        make(
            r.ProjectOpened,
            project_id=f"2022-{code}",
            code=code,
            year=2022,
            topic=f"Nội dung hỗ trợ của {code}",
            plan_id="73-KH-UBND",
            budget_vnd=1_000_000_000,
        )
    for number, audience in enumerate(["Doanh nghiệp và hợp tác xã", "Sinh viên"]):
        make(
            r.ActivityRecorded,
            activity_id=f"activity-{number}",
            kind="training",
            audience=audience,
            title="Tập huấn",
            held_on=None,
            year=2022,
            participants=None,
        )


def record_applications(make: EventMaker) -> None:
    for project, (firms, cooperatives) in PARTICIPANTS.items():
        units = [("DN", n) for n in range(firms)] + [("HTX", n) for n in range(cooperatives)]
        for unit, (kind, index) in enumerate(units):
            data = application(project, kind, index, supports_of(project, unit))
            make(r.ApplicationSubmitted, 2, **data, submitted_on=date(2022, 4, 20))
            approve(make, data)
            sign(make, data)


def approve(make: EventMaker, data: Mapping[str, Any], sequence: int = 5) -> CloudEvent:
    return make(
        r.ApplicationApproved,
        sequence,
        **data,
        support_vnd=40_000_000,
        decided_on=date(2022, 5, 20),
        decision_number="12/QĐ-SKHCN",
        contact_email=None,
    )


def sign(make: EventMaker, data: Mapping[str, Any], sequence: int = 6) -> CloudEvent:
    return make(
        r.AgreementSigned,
        sequence,
        **data,
        agreement_number=f"{data['case_number']}/HĐ",
        total_cost_vnd=80_000_000,
        support_vnd=40_000_000,
        legal_basis="748/QĐ-UBND (2018-04-20)",
        signed_on=date(2022, 6, 1),
    )


def certificate(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "case_id": f"case-{number}",
        "scheme": "hop-quy",
        "standard": "QCVN 16:2019/BXD",
        "firm_id": f"unit-P1-DN-{1 + number % 4}",
        "firm_name": f"Công ty TNHH Ví dụ {1 + number % 4}",
        "org_type": "DN",
        "products": [{"product_id": f"product-{number}", "name": f"Sản phẩm {number}"}],
        "application_id": None,
        "project_id": "2022-P1",
        "certificate_id": f"certificate-{number}",
        "number": f"VD-{number:04d}",
        "certifier": "Tổ chức chứng nhận Ví dụ",
        "issued_on": date(2022, 9, 1),
        "expires_on": date(2025, 8, 31),
        **changes,
    }


def traced(number: int, **changes: Any) -> dict[str, Any]:
    kind, index = ("DN", number) if number < 3 else ("HTX", (number - 3) % 12)
    return {
        "product_id": f"traced-{number}",
        "gtin": f"{8936000000000 + number:014d}",
        "name": f"Sản phẩm OCOP {number}",
        "firm_id": f"unit-P5-{kind}-{index}",
        "firm_name": f"Đơn vị Ví dụ {index}",
        "org_type": kind,
        "ocop_stars": 3,
        "project_id": "2022-P5",
        **changes,
    }


def issue_stamps(make: EventMaker, product: Mapping[str, Any], batch: str) -> CloudEvent:
    return make(
        t.StampsIssued,
        **product,
        batch_id=batch,
        lot_id=f"lot-{batch}",
        lot_number="L2022-01",
        quantity=1000,
        issued_on=date(2022, 8, 5),
    )


def record_year(make: Recorder) -> list[CloudEvent]:
    record_plans(make)
    record_projects(make)
    record_applications(make)
    for number in range(7):
        make(c.CertificateGranted, 1, **certificate(number))
    for number in range(16):
        make(t.ProductRegistered, 1, **traced(number))
        issue_stamps(make, traced(number), f"batch-{number}")
    return make.events
