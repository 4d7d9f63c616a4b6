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
from nscl_shared.agencies.inventory import Inventory
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
        inventory = Inventory.of(self.api)
        return self._described(inventory, inventory.agencies)

    def one(self, name: str) -> Agency:
        """Return one agency.

        Raises:
            RuntimeProblem: there is none of that name.
        """
        queue, inventory = account(name), Inventory.of(self.api)
        if queue in inventory.agencies:
            return self._described(inventory, [queue])[0]
        names = [known.removeprefix(QUEUE_PREFIX) for known in inventory.agencies]
        raise RuntimeProblem(
            f"there is no agency {name!r}", f"Agencies: {', '.join(names) or 'none yet'}"
        )

    def complete(self, name: str) -> Agency:
        """Return one agency that is not half made.

        Raises:
            RuntimeProblem: it is, or there is none of that name.
        """
        agency = self.one(name)
        if agency.missing:
            raise RuntimeProblem(f"{name} is {agency.behind}", "Finish it: 'nscl agency add' again")
        return agency

    def rotate(self, name: str, *, server: str) -> Credentials:
        """Give a new password and close what is connected with the old one.

        Raises:
            RuntimeProblem: there is no such agency, or it is half made.
        """
        agency = self.complete(name)
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
        inventory = Inventory.of(self.api)
        missing = inventory.missing(queue)
        if not missing:
            raise RuntimeProblem(
                f"there is an agency {queue.removeprefix(QUEUE_PREFIX)!r} already",
                "See 'nscl agency show'; 'rotate' gives a new password, 'remove' ends it",
            )
        if queue in inventory.queues and inventory.limits(queue) != limits:
            there = inventory.limits(queue)
            raise RuntimeProblem(
                f"its queue is there from an add that broke off, with other limits: "
                f"{there.events} events, {there.age}",
                "Add it with those limits, or remove it first: 'nscl agency remove'",
            )
        return [part for part in ("queue", "user") if part not in missing]

    def _bind(self, queue: str, wanted: set[tuple[str, str]]) -> None:
        there = {(source, key) for name, source, key in self.api.bindings() if name == queue}
        for exchange, pattern in sorted(there - wanted):
            self.api.unbind(queue, exchange, pattern)
        for exchange, pattern in sorted(wanted - there):
            self.api.put_topic_exchange(exchange)
            self.api.bind(queue, exchange, pattern)

    def _described(self, inventory: Inventory, queues: Sequence[str]) -> list[Agency]:
        remembered = self.journal.remembered() if queues else {}
        with Connection(self.amqp_uri, connect_timeout=5) as connection:
            return [
                inventory.describe(
                    queue, backlog(connection, queue), remembered.get(queue, Remembered())
                )
                for queue in queues
            ]
