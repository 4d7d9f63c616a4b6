"""What is stored comes back; one sender at a time; every query through an index."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from nscl_notifications.domain.letter import Cause, Letter
from nscl_notifications.domain.patience import Patience
from nscl_notifications.handlers.commands import (
    ClaimNotification,
    CopyContact,
    QueueNotification,
    RecordDelivery,
    RecordFailure,
)
from nscl_notifications.queries.deliveries import Filter, list_deliveries, show_delivery
from nscl_notifications.queries.due import due_notifications
from nscl_notifications.storage.documents import NotificationDocument
from nscl_notifications.storage.repositories import NotificationRepository
from nscl_shared.kernel import Conflict

LEASE = timedelta(minutes=2)


@pytest.fixture
def written(bus, now):
    """Return a builder of queued letters in the database; gives the id."""

    def build(event="e-1", recipient="lien.he@vidu.example", firm="Công ty TNHH Huyền Sơn"):
        cause = Cause(
            event,
            "vn.nscl.registration.application-approved.v1",
            "2022-P1-0001",
            f"f-{event}",
            firm,
        )
        letter = Letter("Tiêu đề", "Kính gửi", "<p>Kính gửi</p>", {"Content-Language": "vi, en"})
        command = QueueNotification(
            cause=cause,
            template="application-approved",
            language="vi",
            letter=letter,
            recipient=recipient,
            now=now,
        )
        return bus.execute(command)["id"]

    return build


def outbox(db):
    return [row["type"].split(".")[3] for row in db["outbox"].find().sort("_id", 1)]


def test_a_letter_comes_back_whole(db, written):
    loaded = NotificationRepository().get(written())
    fields = NotificationRepository().to_fields(loaded)
    again = NotificationRepository().to_domain(
        NotificationDocument(id=loaded.id, version=loaded.version, **fields)
    )
    assert again == loaded
    assert loaded.letter.headers == {"Content-Language": "vi, en"}


def test_one_event_makes_one_letter_even_if_two_workers_take_it_at_once(db, written):
    with ThreadPoolExecutor(4) as pool:
        results = [pool.submit(written) for _ in range(4)]
    ids = {r.result() for r in results if r.exception() is None}
    assert len(ids) == 1
    assert NotificationDocument.objects.count() == 1


def test_of_several_senders_exactly_one_gets_the_letter(bus, db, written, now):
    command = ClaimNotification(notification_id=written(), now=now, lease=LEASE)
    with ThreadPoolExecutor(4) as pool:
        results = [pool.submit(bus.execute, command) for _ in range(4)]
    refused = [r.exception() for r in results if r.exception() is not None]
    assert len(refused) == 3
    assert all(isinstance(error, Conflict) for error in refused)


def test_delivery_is_noted_and_told_in_one(bus, db, written, now):
    letter = written()
    errand = bus.execute(ClaimNotification(notification_id=letter, now=now, lease=LEASE))
    bus.execute(RecordDelivery(notification_id=letter, attempt=errand.attempt, now=now))
    assert show_delivery(letter)["state"] == "delivered"
    assert outbox(db) == ["notification-delivered"]
    assert due_notifications(now + timedelta(days=9), 10) == []


def test_due_are_queued_letters_and_those_whose_sender_died(bus, db, written, now):
    first, second, third = written("e-1"), written("e-2"), written("e-3")
    bus.execute(ClaimNotification(notification_id=first, now=now, lease=LEASE))
    errand = bus.execute(ClaimNotification(notification_id=second, now=now, lease=LEASE))
    bus.execute(
        RecordFailure(
            notification_id=second,
            attempt=errand.attempt,
            reason="451",
            permanent=False,
            now=now,
            patience=Patience([600]),
        )
    )
    assert due_notifications(now, 10) == [third]
    assert due_notifications(now + LEASE, 10) == [third, first]
    assert due_notifications(now + timedelta(seconds=600), 10) == [third, first, second]


def test_an_address_that_comes_at_the_same_moment_as_the_letter_is_not_missed(
    bus, db, written, now
):
    for number in range(8):
        event = f"e-{number}"
        contact = CopyContact(firm_id=f"f-{event}", sequence=1, email="a@b.example", now=now)
        with ThreadPoolExecutor(2) as pool:
            list(
                pool.map(
                    lambda act: act(),
                    [
                        lambda event=event: written(event, None),
                        lambda contact=contact: bus.execute(contact),
                    ],
                )
            )
    assert NotificationDocument.objects(state="undeliverable").count() == 0


def test_the_log_is_newest_first_and_searched_without_accents(db, written):
    ids = [written(f"e-{n}") for n in range(3)]
    other = written("e-9", firm="HTX Na Chi Lăng")
    first, cursor = list_deliveries(Filter(limit=2))
    rest, end = list_deliveries(Filter(limit=2, cursor=cursor))
    assert [row["id"] for row in first + rest] == [other, *reversed(ids)]
    assert end is None
    assert [row["id"] for row in list_deliveries(Filter(q="chi lang"))[0]] == [other]
    assert len(list_deliveries(Filter(q="lien.he@vi"))[0]) == 4


@pytest.mark.parametrize(
    "query",
    [
        lambda: NotificationDocument.objects(due_at__lte="2022-05-20").order_by("due_at"),
        lambda: NotificationDocument.objects(state="failed").order_by("-id"),
        lambda: NotificationDocument.objects(template="x").order_by("-id"),
        lambda: NotificationDocument.objects(words="huyen"),
        lambda: NotificationDocument.objects(cause__event_id="e-1", channel="email"),
        lambda: NotificationDocument.objects(cause__firm_id="f-1", state="undeliverable"),
    ],
)
def test_every_query_goes_through_an_index(db, written, query):
    for number in range(3):
        written(f"e-{number}")
    plan = str(query().explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan, plan
