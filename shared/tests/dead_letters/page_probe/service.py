"""A service with the kit's endpoints that hears of every firm and plan, or of nothing."""

import os
from pathlib import Path

from probe_domain import HANDLERS, SERVICE, ProbeWork, TakeStep

from nscl_shared.kit import KitEndpoints
from nscl_shared.messaging import Commands, subscribe

MENDED = Path(os.environ.get("NSCL_PROBE_MENDED", "/nowhere"))


class Deaf(KitEndpoints):
    name = SERVICE
    commands = Commands(HANDLERS, ProbeWork)


class Hearing(Deaf):
    """Fails until the file ``MENDED`` exists; the error quotes a person's address."""

    @subscribe("probe", "vn.nscl.registration.#")
    def on_event(self, event):
        if not MENDED.exists():
            raise RuntimeError(f"cannot write to {event.data.get('contact_email', 'nobody')}")
        self.commands.consume(event, TakeStep(event.subject, event.sequence))
