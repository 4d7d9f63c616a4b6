"""Broker and database together: the least a service needs to run."""

from __future__ import annotations

import os
from dataclasses import dataclass

from nscl_shared.runtime.broker import Broker
from nscl_shared.runtime.database import Database
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import PortBook

# a year of a province with its scans; the server takes no more than it fills
CACHE = "256M"


@dataclass(frozen=True)
class Infrastructure:
    """Where broker and database are, and the parts to start when they are ours.

    ``NSCL_AMQP_URI`` and ``NSCL_MONGODB_URI`` in the environment point at
    existing servers; then nothing is started in their place.  ``management_uri``
    is the broker's management API (``NSCL_RABBITMQ_API``), empty when not known.
    """

    amqp_uri: str
    mongodb_uri: str
    management_uri: str
    parts: tuple[Part, ...]


def infrastructure(layout: Layout, ports: PortBook) -> Infrastructure:
    """Describe the servers of this state directory, or the user's own."""
    amqp_uri = os.environ.get("NSCL_AMQP_URI", "")
    mongodb_uri = os.environ.get("NSCL_MONGODB_URI", "")
    management_uri = os.environ.get("NSCL_RABBITMQ_API", "")
    parts: list[Part] = []
    if not amqp_uri:
        broker = Broker(layout, ports)
        amqp_uri, parts = broker.amqp_uri, broker.parts()
        management_uri = broker.management_uri
    if not mongodb_uri:
        database = Database(layout, ports, os.environ.get("NSCL_DATABASE_CACHE", "") or CACHE)
        mongodb_uri, parts = database.mongodb_uri, parts + database.parts()
    return Infrastructure(amqp_uri, mongodb_uri, management_uri, tuple(parts))
