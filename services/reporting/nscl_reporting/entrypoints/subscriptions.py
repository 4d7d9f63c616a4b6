"""Events in: what other services state becomes facts."""

from __future__ import annotations

from nscl_contracts import CloudEvent
from nscl_reporting.handlers.reading import EVENT_TYPES, read_event
from nscl_shared.messaging import CommandBus, subscribe


def _types_of(service: str) -> list[str]:
    return [t for t in EVENT_TYPES if t.startswith(f"vn.nscl.{service}.")]


class Subscriptions:
    """One queue per producing service, bound to the types the report needs."""

    commands: CommandBus

    @subscribe("registration", *_types_of("registration"))
    def on_registration(self, event: CloudEvent) -> None:
        """Keep plans, projects, activities and applications."""
        self._keep(event)

    @subscribe("certification", *_types_of("certification"))
    def on_certification(self, event: CloudEvent) -> None:
        """Keep certificates."""
        self._keep(event)

    @subscribe("traceability", *_types_of("traceability"))
    def on_traceability(self, event: CloudEvent) -> None:
        """Keep traced products and stamp batches."""
        self._keep(event)

    def _keep(self, event: CloudEvent) -> None:
        command = read_event(event)
        if command is not None:
            self.commands.consume(event, command)
