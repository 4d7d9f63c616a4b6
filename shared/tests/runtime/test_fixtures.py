"""The broker and database that every other suite builds on."""

from __future__ import annotations

import amqp
import kombu
from pymongo import MongoClient

from nscl_shared.runtime.broker import Broker
from nscl_shared.runtime.database import Database


def test_the_broker_keeps_quorum_queues_and_streams(broker: Broker) -> None:
    with kombu.Connection(broker.amqp_uri) as connection, connection.channel() as channel:
        for kind in ("quorum", "stream"):
            queue = kombu.Queue(
                f"probe-{kind}", channel=channel, queue_arguments={"x-queue-type": kind}
            )
            queue.declare()
            channel.basic_publish(amqp.Message(b"xin"), "", f"probe-{kind}")
            queue.delete()


def test_the_database_commits_transactions(database: Database) -> None:
    with MongoClient[dict[str, object]](database.mongodb_uri) as client:
        client.probe.create_collection("notes")
        with client.start_session() as session, session.start_transaction():
            client.probe.notes.insert_one({"_id": 1}, session=session)
        assert client.probe.notes.find_one() == {"_id": 1}
