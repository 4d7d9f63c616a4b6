"""Adding, looking at and removing agencies.

The broker is the only place that says what an agency may do: its queue holds the
limits, the bindings hold what is granted.  ``add`` sets the permission last, so
whoever has one is complete, and whatever a crash left is finished by a repeat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kombu import Connection

from nscl_shared.agencies.account import QUEUE_PREFIX, account, read_permission
from nscl_shared.agencies.backlog import backlog
from nscl_shared.agencies.credentials import Credentials, new_password
from nscl_shared.agencies.grants import Grant
from nscl_shared.agencies.journal import ADD, READY, REMOVE, ROTATE, Journal, Remembered
from nscl_shared.agencies.limits import Limits
from nscl_shared.agencies.management import Management
from nscl_shared.agencies.model import Agency
from nscl_shared.messaging.topology import partner_exchange
from nscl_shared.runtime.problems import RuntimeProblem


@dataclass(frozen=True)
class AgencyOffice:
    """Works through the management API and, for what waits, over AMQP."""

    api: Management
    amqp_uri: str
    journal: Journal

    def add(
        self, name: str, grants: Sequence[Grant], limits: Limits, *, title: str, server: str
    ) -> tuple[Credentials, list[str]]:
        """Make the account; return it and what an add that broke off had made already.

        Raises:
            RuntimeProblem: the agency exists, or what is there of it does not fit.
        """
        queue = account(name)
        found = self._found_half_made(queue, limits)
        self.journal.note(
            ADD,
            queue,
            title=title,
            patterns=[grant.pattern for grant in grants],
            max_events=limits.events,
            max_age=limits.age,
        )
        self.api.put_queue(queue, limits.arguments())
        self._bind(queue, {(partner_exchange(g.service), g.pattern) for g in grants})
        credentials = Credentials(queue, new_password(), server)
        self.api.put_user(queue, credentials.password)
        self.api.put_permission(queue, read_permission(queue))
        self.journal.note(READY, queue)
        return credentials, found

    def every(self) -> list[Agency]:
        """Return all agencies, half-made ones as well, by name."""
        queues = self.api.queues()
        names = {name for name in {*queues, *self.api.users()} if name.startswith(QUEUE_PREFIX)}
        remembered = self.journal.remembered() if names else {}
        with Connection(self.amqp_uri, connect_timeout=5) as connection:
            return [
                self._agency(connection, name, remembered.get(name, Remembered()))
                for name in sorted(names)
            ]

    def one(self, name: str) -> Agency:
        """Return one agency.

        Raises:
            RuntimeProblem: there is none of that name.
        """
        queue = account(name)
        agencies = self.every()
        for agency in agencies:
            if agency.queue == queue:
                return agency
        known = ", ".join(agency.name for agency in agencies) or "none yet"
        raise RuntimeProblem(f"there is no agency {name!r}", f"Agencies: {known}")

    def rotate(self, name: str, *, server: str) -> Credentials:
        """Give a new password and close what is connected with the old one.

        Raises:
            RuntimeProblem: there is no such agency, or it is half made.
        """
        agency = self.one(name)
        if agency.missing:
            raise RuntimeProblem(f"{name} is {agency.behind}", "Finish it: 'nscl agency add' again")
        self.journal.note(ROTATE, agency.queue)
        credentials = Credentials(agency.queue, new_password(), server)
        self.api.put_user(agency.queue, credentials.password)
        self.api.close_connections(agency.queue)
        return credentials

    def remove(self, name: str) -> int:
        """Take account and queue away; return how many events were never delivered.

        Raises:
            RuntimeProblem: there is no such agency.
        """
        agency = self.one(name)
        self.journal.note(REMOVE, agency.queue, backlog=agency.backlog)
        self.api.delete_user(agency.queue)
        self.api.close_connections(agency.queue)
        # what it held unacknowledged is back in the queue now
        with Connection(self.amqp_uri, connect_timeout=5) as connection:
            lost = backlog(connection, agency.queue).events
        self.api.delete_queue(agency.queue)
        return lost

    def _found_half_made(self, queue: str, limits: Limits) -> list[str]:
        queues, users = self.api.queues(), self.api.users()
        found = [word for word, there in (("queue", queues), ("user", users)) if queue in there]
        if found and not self._missing(queue):
            raise RuntimeProblem(
                f"there is an agency {queue.removeprefix(QUEUE_PREFIX)!r} already",
                "See 'nscl agency show'; 'rotate' gives a new password, 'remove' ends it",
            )
        if queue in queues and Limits.of(queues[queue]) != limits:
            there = Limits.of(queues[queue])
            raise RuntimeProblem(
                f"its queue is there from an add that broke off, with other limits: "
                f"{there.events} events, {there.age}",
                "Add it with those limits, or remove it first: 'nscl agency remove'",
            )
        return found

    def _bind(self, queue: str, wanted: set[tuple[str, str]]) -> None:
        there = self.api.bindings(queue)
        for exchange, pattern in sorted(there - wanted):
            self.api.unbind(queue, exchange, pattern)
        for exchange, pattern in sorted(wanted - there):
            self.api.put_topic_exchange(exchange)
            self.api.bind(queue, exchange, pattern)

    def _missing(self, queue: str) -> tuple[str, ...]:
        parts = {
            "queue": queue in self.api.queues(),
            "bindings": bool(self.api.bindings(queue)),
            "user": queue in self.api.users(),
            "permission": bool(self.api.permissions(queue)),
        }
        return tuple(name for name, there in parts.items() if not there)

    def _agency(self, connection: Connection, queue: str, remembered: Remembered) -> Agency:
        waiting = backlog(connection, queue)
        return Agency(
            queue=queue,
            patterns=tuple(sorted(pattern for _, pattern in self.api.bindings(queue))),
            limits=Limits.of(self.api.queues().get(queue, {})),
            backlog=waiting.events,
            consumers=waiting.consumers,
            connections=tuple(self.api.connections(queue)),
            missing=self._missing(queue),
            title=remembered.title,
            since=remembered.since,
            oldest=waiting.oldest,
        )
