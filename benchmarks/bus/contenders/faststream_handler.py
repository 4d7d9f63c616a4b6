"""FastStream on RabbitMQ: a subscriber acknowledged after the handler, no de-duplication."""

import asyncio
import json
import os

from faststream import FastStream
from faststream.rabbit import Channel, RabbitBroker, RabbitMessage, RabbitQueue
from pymongo import AsyncMongoClient
from stopwatch import AMQP_URI, COLLECTION, DATABASE, EFFECT, MONGODB_URI, QUEUE, Stopwatch

watch = Stopwatch()
broker = RabbitBroker(AMQP_URI, default_channel=Channel(prefetch_count=200), logger=None)
app = FastStream(broker, logger=None)
effects = AsyncMongoClient(MONGODB_URI)[DATABASE][COLLECTION]
queue = RabbitQueue(QUEUE, declare=False)


async def decode(message: RabbitMessage) -> dict:
    """Read the content type that FastStream does not know."""
    return json.loads(message.body)


@broker.subscriber(queue, decoder=decode)
async def handle(event: dict) -> None:
    watch.begin()
    if EFFECT:
        await effects.insert_one({"body": event})
    if watch.done():
        asyncio.get_running_loop().call_later(0.2, os._exit, 0)


asyncio.run(app.run())
