"""Stock nameko: ``@event_handler``, acknowledged after the handler, no de-duplication."""

import eventlet

eventlet.monkey_patch()

import json  # noqa: E402
import os  # noqa: E402

from kombu.serialization import register  # noqa: E402
from nameko.containers import ServiceContainer  # noqa: E402
from nameko.events import event_handler  # noqa: E402
from pymongo import MongoClient  # noqa: E402
from stopwatch import (  # noqa: E402
    AMQP_URI,
    COLLECTION,
    DATABASE,
    EFFECT,
    MONGODB_URI,
    Stopwatch,
)

from nscl_contracts import CONTENT_TYPE  # noqa: E402
from nscl_contracts.identity import AccountLocked  # noqa: E402

register("cloudevents", json.dumps, json.loads, CONTENT_TYPE, "utf-8")
watch = Stopwatch()
effects = MongoClient(MONGODB_URI)[DATABASE][COLLECTION]


class BenchNameko:
    name = "bench"

    @event_handler("bench", AccountLocked.type)
    def handle(self, event):
        watch.begin()
        if EFFECT:
            effects.insert_one({"body": event})


def acknowledged(consumer, original):
    """Stop the clock after the last acknowledgement."""

    def ack(message):
        original(message)
        if watch.done():
            os._exit(0)

    consumer.ack_message = ack


container = ServiceContainer(
    BenchNameko, {"AMQP_URI": AMQP_URI, "serializer": "json", "ACCEPT": ["cloudevents", "json"]}
)
(handler,) = container.entrypoints
acknowledged(handler.queue_consumer, handler.queue_consumer.ack_message)
container.start()
container.wait()
