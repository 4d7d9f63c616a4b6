"""Builders and a unit of work in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from nscl_certification.domain.builtin_schemes import HOP_QUY
from nscl_certification.domain.case import Case
from nscl_certification.domain.certificate import Certificate
from nscl_certification.domain.scope import Firm, Paper, Product, Scope
from nscl_shared.kernel import NotFound, search_key

STONE = Product("p-1", "Đá xây dựng 1x2")
FIRM = Firm("f-1", "Công ty TNHH Huyền Sơn", "DN")
SCOPE = Scope("hop-quy", "QCVN 16:2019/BXD", FIRM, (STONE,), "a-1", "2022-P1")
PAPER = Paper("VD-0001", "Tổ chức chứng nhận Ví dụ", date(2022, 9, 1), date(2025, 8, 31))


@pytest.fixture
def scope() -> Scope:
    return SCOPE


@pytest.fixture
def paper() -> Paper:
    return PAPER


@pytest.fixture
def case() -> Case:
    return Case.open("c-1", SCOPE, HOP_QUY, date(2022, 6, 10), "Chị Lan")


@pytest.fixture
def audited(case: Case) -> Case:
    case.record_audit(date(2022, 8, 20))
    return case


@pytest.fixture
def certificate() -> Certificate:
    return Certificate.issue("x-1", "c-1", SCOPE, PAPER)


@dataclass
class Shelf:
    """A repository in memory."""

    missing: str
    things: dict[str, Any] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        if key not in self.things:
            raise NotFound(self.missing, id=key)
        return self.things[key]

    def add(self, thing: Any) -> None:
        self.things[thing.id] = thing

    def numbered(self, number: str, certifier: str) -> Any:
        wanted = (search_key(number), search_key(certifier))
        papers = {
            k: (search_key(c.paper.number), search_key(c.paper.certifier))
            for k, c in self.things.items()
        }
        return next((self.things[k] for k, found in papers.items() if found == wanted), None)


@dataclass
class Absorbed:
    """Copies in memory: the last word per subject."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    def absorb(self, subject: str, sequence: int, /, **fields: Any) -> None:
        self.rows.setdefault(subject, {}).update(fields)

    def known(self, application_id: str) -> dict[str, Any] | None:
        return self.rows.get(application_id)


class Work:
    """A unit of work in memory."""

    def __init__(self) -> None:
        self.cases = Shelf("case-not-found")
        self.certificates = Shelf("certificate-not-found")
        self.firms = Absorbed()
        self.applications = Absorbed()


@pytest.fixture
def work() -> Work:
    return Work()
