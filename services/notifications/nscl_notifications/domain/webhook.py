"""An address of another agency that gets events by HTTP, one after the other.

active → paused | disabled → active.  A failed attempt leaves the event at the
head of its queue and sets ``next_try_at``; nothing overtakes it.  After too many
failures in a row, or when the receiver says that it is gone, the webhook is
disabled and its events wait until somebody resumes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from nscl_notifications.domain.webhook_events import (
    WebhookChanged,
    WebhookDisabled,
    WebhookResumed,
)
from nscl_shared.kernel import Aggregate, Conflict
from nscl_shared.webhooks.outcome import Outcome
from nscl_shared.webhooks.perseverance import Perseverance

OVERLAP = timedelta(hours=24)


class WebhookState(StrEnum):
    """Whether events go out; ``removed`` lasts until the queue is gone."""

    ACTIVE = "active"
    PAUSED = "paused"
    DISABLED = "disabled"
    REMOVED = "removed"


@dataclass(frozen=True)
class Secret:
    """A signing secret, encrypted; ``valid_until`` is set once it is replaced."""

    id: str
    master_id: str
    nonce: bytes
    wrapped: bytes
    valid_until: datetime | None = None

    def signs_at(self, now: datetime) -> bool:
        """Tell whether deliveries at ``now`` are signed with it."""
        return self.valid_until is None or now < self.valid_until


@dataclass(kw_only=True)
class Webhook(Aggregate):
    """Where events go, which ones, and how that went lately.

    ``bound`` holds the patterns that the broker may still send.
    """

    name: str
    url: str
    granted: tuple[str, ...]
    bound: tuple[str, ...]
    secrets: tuple[Secret, ...]
    created_at: datetime
    changed_at: datetime
    state: WebhookState = WebhookState.ACTIVE
    failures: int = 0
    failing_since: datetime | None = None
    next_try_at: datetime | None = None
    disabled_at: datetime | None = None
    disabled_reason: str = ""
    delivered_at: datetime | None = None
    last: Outcome | None = field(default=None)

    @classmethod
    def add(
        cls,
        webhook_id: str,
        *,
        name: str,
        url: str,
        events: Sequence[str],
        secret: Secret,
        now: datetime,
    ) -> Webhook:
        """Take a new receiver; its events go out from now on."""
        webhook = cls(
            id=webhook_id,
            name=name,
            url=url,
            granted=tuple(events),
            bound=tuple(events),
            secrets=(secret,),
            created_at=now,
            changed_at=now,
        )
        webhook._changed("added", now)
        return webhook

    @property
    def secret(self) -> Secret:
        """Return the newest secret."""
        return self.secrets[0]

    def due(self, now: datetime) -> bool:
        """Tell whether an event may be sent at ``now``."""
        waits = self.next_try_at is not None and self.next_try_at > now
        return self.state is WebhookState.ACTIVE and not waits

    def change(self, url: str, events: Sequence[str], now: datetime) -> None:
        """Send to another address, or other events.  A changed address is tried at once."""
        self._require_present()
        if url != self.url:
            self.next_try_at = None
        self.url, self.granted = url, tuple(events)
        self.bound = tuple(dict.fromkeys([*self.bound, *events]))
        self._changed("changed", now)

    def settle_bindings(self, events: Sequence[str], now: datetime) -> None:
        """Note that the broker sends ``events`` alone, unless they changed meanwhile."""
        if tuple(events) == self.granted and set(self.bound) != set(events):
            self.bound = tuple(events)
            self._changed("bound", now)

    def rotate_secret(self, secret: Secret, now: datetime) -> None:
        """Sign with ``secret`` from now on, and for 24 hours with those before as well."""
        self._require_present()
        kept = [
            Secret(old.id, old.master_id, old.nonce, old.wrapped, old.valid_until or now + OVERLAP)
            for old in self.secrets
            if old.signs_at(now)
        ]
        self.secrets = (secret, *kept)
        self._changed("secret-rotated", now)

    def pause(self, now: datetime) -> None:
        """Send nothing until resumed; events wait.

        Raises:
            Conflict: ``webhook-not-active``.
        """
        if self.state is not WebhookState.ACTIVE:
            raise Conflict("webhook-not-active", name=self.name, state=self.state.value)
        self.state = WebhookState.PAUSED
        self._changed("paused", now)

    def resume(self, now: datetime) -> None:
        """Go on where it stopped, at once and with all patience anew.

        Raises:
            Conflict: ``webhook-active``: it is neither paused, disabled nor waiting.
        """
        self._require_present()
        if self.state is WebhookState.ACTIVE and self.next_try_at is None:
            raise Conflict("webhook-active", name=self.name)
        self.state = WebhookState.ACTIVE
        self.failures, self.failing_since, self.next_try_at = 0, None, None
        self.disabled_at, self.disabled_reason, self.changed_at = None, "", now
        self.record(WebhookResumed(self.id, self.name, now))

    def remove(self, now: datetime) -> None:
        """Send nothing any more; the queue with what waits in it is deleted."""
        self._require_present()
        self.state = WebhookState.REMOVED
        self._changed("removed", now)

    def note(self, outcome: Outcome, perseverance: Perseverance) -> None:
        """Note what came of the attempt at the head of the queue.

        While it is not active (it was paused meanwhile) only the outcome itself is kept.
        """
        self.last = outcome
        if outcome.delivered:
            self._delivered(outcome)
        elif self.state is WebhookState.ACTIVE:
            self._failed(outcome, perseverance)
        self.record(WebhookChanged(self.id, "attempted"))

    def note_test(self, outcome: Outcome) -> None:
        """Note what came of a test event; it changes nothing else."""
        self.last = outcome
        self.record(WebhookChanged(self.id, "tested"))

    def _delivered(self, outcome: Outcome) -> None:
        self.failures, self.failing_since, self.next_try_at = 0, None, None
        self.delivered_at = outcome.at

    def _failed(self, outcome: Outcome, perseverance: Perseverance) -> None:
        self.failures += 1
        self.failing_since = self.failing_since or outcome.at
        wait = perseverance.wait_after(
            self.failures, self.failing_since, outcome.at, outcome.retry_after
        )
        if outcome.gone:
            self._disable("gone", outcome.at)
        elif wait is None:
            self._disable("failing", outcome.at)
        else:
            self.next_try_at = outcome.at + wait

    def _disable(self, reason: str, now: datetime) -> None:
        self.state, self.next_try_at = WebhookState.DISABLED, None
        self.disabled_at, self.disabled_reason = now, reason
        self.record(WebhookDisabled(self.id, self.name, reason, self.failures, now))

    def _require_present(self) -> None:
        if self.state is WebhookState.REMOVED:
            raise Conflict("webhook-removed", name=self.name)

    def _changed(self, what: str, now: datetime) -> None:
        self.changed_at = now
        self.record(WebhookChanged(self.id, what))
