"""Which subscriptions this replica serves; new captures get their places first.

Where two replicas serve the same subscription for a moment, they may send the same
report, which has the same id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

import eventlet

from nscl_shared.messaging import CommandBus
from nscl_shared.webhooks.dispatcher import Dispatcher
from nscl_traceability.entrypoints.epcis_courier import EpcisCourier
from nscl_traceability.entrypoints.epcis_metrics import DISABLED, SERVICE
from nscl_traceability.handlers.table import HANDLERS
from nscl_traceability.queries.epcis_subscriptions import all_subscriptions, count_disabled
from nscl_traceability.storage.epcis_places import AT_ONCE, latest_place, place_captures
from nscl_traceability.storage.unit_of_work import TraceabilityUnitOfWork

PLACING = 0  # the share whose holder gives captures their places


class EpcisDispatcher(Dispatcher):
    """Serves the subscriptions."""

    work = "epcis-subscriptions"

    def setup(self) -> None:
        """Know the shares and the commands."""
        super().setup()
        self._commands = CommandBus(self.container.service_name, HANDLERS, TraceabilityUnitOfWork)

    def look(self, held: Collection[int]) -> Iterable[datetime | None]:
        """Give places, send couriers out to what is due."""
        if PLACING in held:
            _place_all()
        # told by one replica only, so that what another knew before does not stand for ever
        DISABLED.labels(SERVICE).set(count_disabled() if PLACING in held else 0)
        latest, now = latest_place(), datetime.now(UTC)
        served, mine = self.on_the_way(), self.own(all_subscriptions(), held)
        for one in mine:
            if one.id not in served and one.due(now, latest):
                self.send_out(
                    one.id, EpcisCourier(one.id, self._commands), f"subscription {one.id}"
                )
        return [one.next_try_at for one in mine]


def _place_all() -> None:
    while place_captures() == AT_ONCE:
        eventlet.sleep(0)
