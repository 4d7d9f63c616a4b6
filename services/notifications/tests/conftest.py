"""Builders and a unit of work in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from nscl_notifications.domain.letter import Cause, Letter
from nscl_notifications.domain.notification import DeliveryState, Notification
from nscl_shared.kernel import NotFound

NOW = datetime(2022, 5, 20, 1, 0, tzinfo=UTC)
CAUSE = Cause(
    "e-1",
    "vn.nscl.registration.application-approved.v1",
    "2022-P1-0001",
    "f-1",
    "Công ty TNHH Ví dụ",
)
LETTER = Letter("Hồ sơ được phê duyệt", "Kính gửi Quý đơn vị\n", "<p>Kính gửi Quý đơn vị</p>")


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def queue():
    """Return a builder of queued notifications."""

    def build(recipient: str | None = "lien.he@vidu.example") -> Notification:
        return Notification.queue(
            "n-1",
            cause=CAUSE,
            channel="email",
            template="application-approved",
            language="vi",
            letter=LETTER,
            recipient=recipient,
            now=NOW,
        )

    return build


@dataclass
class Drawer:
    """Notifications in memory."""

    things: dict[str, Notification] = field(default_factory=dict)

    def get(self, key: str) -> Notification:
        if key not in self.things:
            raise NotFound("notification-not-found", id=key)
        return self.things[key]

    def caused_by(self, event_id: str, channel: str) -> Notification | None:
        found = (
            n for n in self.things.values() if (n.cause.event_id, n.channel) == (event_id, channel)
        )
        return next(found, None)

    def add(self, thing: Notification) -> None:
        self.things[thing.id] = thing

    def waiting_for_address(self, firm_id: str) -> list[Notification]:
        return [
            n
            for n in self.things.values()
            if n.cause.firm_id == firm_id and n.state is DeliveryState.UNDELIVERABLE
        ]


@dataclass
class AddressBook:
    """Contacts in memory."""

    known: dict[str, Any] = field(default_factory=dict)

    def keep(self, firm_id: str, sequence: int, email: str | None) -> str | None:
        if sequence > self.known.get(firm_id, (0, None))[0]:
            self.known[firm_id] = (sequence, email)
        return self.known[firm_id][1]

    def email_or_expect(self, firm_id: str) -> str | None:
        return self.known.get(firm_id, (0, None))[1]


class Work:
    """A unit of work in memory."""

    def __init__(self) -> None:
        self.notifications = Drawer()
        self.contacts = AddressBook()


@pytest.fixture
def work() -> Work:
    return Work()
