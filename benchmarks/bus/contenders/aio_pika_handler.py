"""aio-pika by hand: one insert and one acknowledgement a message, 200 on their way."""

import asyncio
import json

import aio_pika
from pymongo import AsyncMongoClient
from stopwatch import AMQP_URI, COLLECTION, DATABASE, EFFECT, MONGODB_URI, QUEUE, Stopwatch


async def main() -> None:
    """Consume until all is consumed."""
    watch, over = Stopwatch(), asyncio.Event()
    effects = AsyncMongoClient(MONGODB_URI)[DATABASE][COLLECTION]

    async def handle(message: aio_pika.abc.AbstractIncomingMessage) -> None:
        watch.begin()
        event = json.loads(message.body)
        if EFFECT:
            await effects.insert_one({"body": event})
        await message.ack()
        if watch.done():
            over.set()

    connection = await aio_pika.connect(AMQP_URI)
    async with connection:
        channel = await connection.channel()
        await channel.set_qos(prefetch_count=200)
        queue = await channel.get_queue(QUEUE, ensure=False)
        await queue.consume(handle)
        await over.wait()


asyncio.run(main())
