"""The limit of publishing: py-amqp by hand, confirms awaited per 200 messages."""

import time

from amqp import Message
from benchmarks.bus.message import sample
from kombu import Connection
from stopwatch import AMQP_URI, COUNT, report

from nscl_contracts import CONTENT_TYPE
from nscl_contracts.identity import AccountLocked

BATCH = 200


def main() -> None:
    """Publish all and wait for the last confirm."""
    bodies = [sample(number).body for number in range(COUNT)]
    confirmed = 0

    def on_ack(tag: int, multiple: bool) -> None:
        nonlocal confirmed
        confirmed = tag if multiple else confirmed + 1

    with Connection(AMQP_URI) as kombu_connection:
        connection = kombu_connection.connection  # py-amqp's own
        channel = connection.channel()
        channel.confirm_select()
        channel.events["basic_ack"].add(on_ack)
        started = time.perf_counter()
        for number, text in enumerate(bodies, start=1):
            message = Message(text, delivery_mode=2, content_type=CONTENT_TYPE)
            channel.basic_publish(message, "identity.events", AccountLocked.type)
            if number % BATCH == 0:
                while confirmed < number:
                    connection.drain_events(timeout=30)
        report(COUNT, time.perf_counter() - started)


main()
