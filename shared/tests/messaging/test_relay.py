"""The relay waits while the broker takes nothing, and goes on by itself."""

from __future__ import annotations

import os
import subprocess

from probe import event, eventually
from probe_domain import HANDLERS, SERVICE, Adopt, PlanCopy, ProbeWork

from nscl_shared.messaging import CommandBus
from nscl_shared.runtime.erlang import SCRIPTS

FOR_TOOLS = ("HOME", "ERL_EPMD_PORT", "ERL_EPMD_ADDRESS", "RABBITMQ_CONF_ENV_FILE")


def limit_memory(broker, limit: str) -> None:
    _, node = broker.parts()
    subprocess.run(
        [
            *(SCRIPTS / "rabbitmqctl", "-q", "-n", broker.node_name),
            *("set_vm_memory_high_watermark", "absolute", limit),
        ],
        env=os.environ | {name: node.environment[name] for name in FOR_TOOLS},
        check=True,
        timeout=60,
    )


def copied() -> int:
    return PlanCopy.objects.count()


def test_events_wait_while_the_broker_is_blocked_and_none_is_lost(probe, publisher, broker):
    bus = CommandBus(SERVICE, HANDLERS, ProbeWork)
    probe.start()
    bus.execute(Adopt("before"))
    eventually(lambda: copied() == 1)
    limit_memory(broker, "1MB")
    try:
        publisher.send([event("by hand", 1, "waits too")])
        for number in range(250):
            bus.execute(Adopt(f"p{number}"))
        eventually(lambda: publisher.drain(0.05) or publisher.blocked_reason)
        assert copied() == 1
    finally:
        limit_memory(broker, "512MB")
    eventually(lambda: copied() == 252)
