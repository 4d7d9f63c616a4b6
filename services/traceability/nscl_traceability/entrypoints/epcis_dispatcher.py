"""Which subscriptions this replica serves, and the couriers that do it.

Every second, or when a retry is due, it gives new captures their places and looks at all subscriptions.  By
leases on shares of them each is served by one replica; where a lease is lost unnoticed, two may
send the same report, which has the same id.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import eventlet
from nameko.extensions import DependencyProvider
from pymongo.errors import PyMongoError

from nscl_shared.messaging import CommandBus
from nscl_shared.observability.logs import get_logger
from nscl_shared.persistence.leases import Leases
from nscl_shared.settings import settings
from nscl_shared.webhooks.settings import LONGEST_TIMEOUT
from nscl_traceability.entrypoints.epcis_courier import EpcisCourier
from nscl_traceability.entrypoints.epcis_metrics import DISABLED, SERVICE
from nscl_traceability.handlers.table import HANDLERS
from nscl_traceability.queries.epcis_subscriptions import all_subscriptions, count_disabled
from nscl_traceability.storage.epcis_places import AT_ONCE, latest_place, place_captures
from nscl_traceability.storage.unit_of_work import TraceabilityUnitOfWork

SHARES = 16
PLACING = 0  # the share whose holder gives captures their places
LOOK_SECONDS = 1.0
SHORTEST_LOOK = 0.1

log = get_logger(__name__)


class EpcisDispatcher(DependencyProvider):
    """Serves the subscriptions from start to stop of the container's service."""

    def __init__(self) -> None:
        self._couriers: dict[str, tuple[EpcisCourier, Any]] = {}
        self._stopping = False
        self._thread: Any = None

    def setup(self) -> None:
        """Know the shares and the commands."""
        service = self.container.service_name
        self._leases = Leases(service, "epcis-subscriptions", SHARES, settings().instance)
        self._commands = CommandBus(service, HANDLERS, TraceabilityUnitOfWork)

    def start(self) -> None:
        """Begin to serve."""
        self._thread = self.container.spawn_managed_thread(self._run, identifier="epcis")

    def stop(self) -> None:
        """Let reports in work end, and leave the subscriptions to other replicas."""
        self._stopping = True
        self._thread.wait()
        for courier, _thread in self._couriers.values():
            courier.stopping = True
        with eventlet.Timeout(LONGEST_TIMEOUT, exception=False):
            for _courier, thread in self._couriers.values():
                thread.wait()
        try:
            self._leases.release()
        except PyMongoError as error:
            log.warning("leases-not-released", reason=str(error)[:200])

    def get_dependency(self, worker_ctx: object) -> None:
        """Return nothing: it works by itself."""

    def _run(self) -> None:
        while not self._stopping:
            pause = LOOK_SECONDS
            try:
                pause = self._look()
            except PyMongoError as error:
                log.warning("waiting-for-database", reason=str(error)[:200])
            eventlet.sleep(pause)

    def _look(self) -> float:
        """Give places, send couriers out to what is due; return in how many seconds to look again."""
        held = self._leases.held()
        if PLACING in held:
            _place_all()
        # told by one replica only, so that what another knew before does not stand for ever
        DISABLED.labels(SERVICE).set(count_disabled() if PLACING in held else 0)
        latest, now = latest_place(), datetime.now(UTC)
        self._couriers = {k: pair for k, pair in self._couriers.items() if not pair[1].dead}
        mine = [one for one in all_subscriptions() if self._leases.share_of(one.id) in held]
        for one in mine:
            if one.id not in self._couriers and one.due(now, latest):
                self._send_out(one.id)
        waits = [(one.next_try_at - now).total_seconds() for one in mine if one.next_try_at]
        return max(SHORTEST_LOOK, min([LOOK_SECONDS, *waits]))

    def _send_out(self, subscription_id: str) -> None:
        courier = EpcisCourier(subscription_id, self._commands)
        thread = self.container.spawn_managed_thread(
            courier.run, identifier=f"subscription {subscription_id}"
        )
        self._couriers[subscription_id] = (courier, thread)


def _place_all() -> None:
    while place_captures() == AT_ONCE:
        eventlet.sleep(0)
