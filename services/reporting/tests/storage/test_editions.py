"""Published editions are numbered, announced and never changed."""

from __future__ import annotations

import hashlib
import json

import pytest

from nscl_reporting.handlers.commands import PublishReport
from nscl_reporting.queries.reports import edition, editions_of
from nscl_shared.kernel import NotFound
from nscl_shared.persistence import database as database_of

FIGURES = json.dumps({"year": 2022, "systems": {"v.1": 1}})


def publish(bus, document=b"docx", key=None):
    command = PublishReport(year=2022, figures=FIGURES, document=document, by="officer-1")
    return bus.execute(command, key=key)


def test_each_publication_is_the_next_edition_and_earlier_ones_stay(bus):
    first, second = publish(bus, b"one"), publish(bus, b"two")

    assert (first["edition"], second["edition"]) == (1, 2)
    assert edition(2022, 1).document == b"one"
    assert edition(2022, 1).figures == FIGURES
    assert edition(2022, 2).sha256 == hashlib.sha256(b"two").hexdigest()
    assert [row["edition"] for row in editions_of(2022)] == [2, 1]


def test_a_publication_is_announced_in_the_same_transaction(bus):
    published = publish(bus)

    (row,) = database_of("reporting")["outbox"].find()
    data = json.loads(row["body"])["data"]
    assert row["type"] == "vn.nscl.reporting.report-published.v1"
    assert data == {
        "report_id": "yearly-2022-1",
        "kind": "yearly",
        "year": 2022,
        "edition": 1,
        "sha256": published["sha256"],
    }


def test_a_repeated_request_publishes_once(bus):
    assert publish(bus, key="k") == publish(bus, key="k")
    assert len(editions_of(2022)) == 1


def test_an_unknown_edition_is_not_found(bus):
    with pytest.raises(NotFound) as error:
        edition(2022, 7)
    assert error.value.code == "edition-not-found"
