"""What must hold when all is quiet: one effect for every change, everywhere, in order."""

from __future__ import annotations

import time

from kombu import Connection
from probe_domain import SERVICE, PlanDocument
from pymongo.errors import PyMongoError

from nscl_shared.messaging.topology import retry_name
from nscl_shared.persistence import database as service_database
from nscl_shared.persistence.outbox import Outbox

FORMS = ("single", "ordered", "batch")
LADDER = (200, 500, 1_000, 2_000, 4_000)
SETTLE_SECONDS = 90.0


class Verdict:
    """Holds every subscriber against what the database says was committed."""

    def __init__(self, amqp_uri: str) -> None:
        self.amqp_uri = amqp_uri

    def check(self) -> int:
        """Wait until all is quiet, hold every subscriber against the truth; return the changes.

        Raises:
            AssertionError: an effect is missing, doubled or out of order, or
                something is left in limbo.
        """
        truth = {plan.id: list(range(1, plan.version + 1)) for plan in PlanDocument.objects}
        self._until(lambda: all(self._sorted(form) == truth for form in FORMS), truth)
        assert self._taken("ordered") == truth
        self._until(self._nothing_in_limbo, self._limbo)
        return sum(len(steps) for steps in truth.values())

    def _sorted(self, form: str) -> dict[str, list[int]]:
        return {plan: sorted(steps) for plan, steps in self._taken(form).items()}

    def _taken(self, form: str) -> dict[str, list[int]]:
        rows = service_database(SERVICE)["probe_steps"].find({"_id": {"$regex": f"^{form}/"}})
        return {row["_id"].partition("/")[2]: row["taken"] for row in rows}

    def _limbo(self) -> dict[str, int]:
        rooms = [retry_name(SERVICE, delay) for delay in LADDER]
        queues = [f"{SERVICE}--{form}" for form in FORMS]
        left = {"outbox": Outbox(SERVICE).pending()}
        with Connection(self.amqp_uri) as connection:
            for queue in (*rooms, *queues, *(f"{queue}.dead" for queue in queues)):
                declared = connection.default_channel.queue_declare(queue, passive=True)
                left[queue] = declared.message_count
        return {place: count for place, count in left.items() if count}

    def _nothing_in_limbo(self) -> bool:
        return not self._limbo()

    def _until(self, condition, story) -> None:
        deadline = time.monotonic() + SETTLE_SECONDS
        while True:
            try:
                if condition():
                    return
            except (PyMongoError, OSError):
                pass
            if time.monotonic() > deadline:
                raise AssertionError(self._difference(story))
            time.sleep(0.05)

    def _difference(self, story) -> str:
        if callable(story):
            return f"left in limbo: {story()}"
        parts = [
            f"{form} {plan}: {self._taken(form).get(plan)} of {len(steps)}"
            for form in FORMS
            for plan, steps in story.items()
            if sorted(self._taken(form).get(plan, [])) != steps
        ]
        return "; ".join(parts) + f"; in limbo: {self._limbo()}"
