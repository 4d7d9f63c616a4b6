"""The limit: py-amqp and PyMongo by hand, 200 messages at a time, no decoding."""

from kombu import Connection
from pymongo import MongoClient
from stopwatch import AMQP_URI, COLLECTION, DATABASE, EFFECT, MONGODB_URI, QUEUE, Stopwatch

BATCH = 200


def main() -> None:
    """Consume until all is consumed."""
    effects = MongoClient(MONGODB_URI)[DATABASE][COLLECTION]
    watch, bodies = Stopwatch(), []

    def on_message(message) -> None:
        watch.begin()
        bodies.append(message.body)
        if len(bodies) == BATCH:
            if EFFECT:
                effects.insert_many([{"body": body} for body in bodies])
            channel.basic_ack(message.delivery_tag, multiple=True)
            bodies.clear()
            watch.done(BATCH)

    with Connection(AMQP_URI) as kombu_connection:
        connection = kombu_connection.connection  # py-amqp's own
        channel = connection.channel()
        channel.basic_qos(0, 3 * BATCH, False)
        channel.basic_consume(QUEUE, callback=on_message)
        while watch.left > 0:
            connection.drain_events(timeout=30)


main()
