"""A large index that takes longer than an answer may is waited for."""

import uuid
from typing import ClassVar

import pytest
from mongoengine import Document, StringField
from pymongo.errors import NetworkTimeout

from nscl_shared.persistence import connection
from nscl_shared.persistence.connection import INDEX_WAITS, prepare
from nscl_shared.testing.storage import connected_apart


@pytest.fixture
def service(database):
    name = f"prepared{uuid.uuid4().hex[:6]}"
    with connected_apart(name, database.mongodb_uri):
        yield name
        connection.database(name).client.drop_database(connection.database(name))


def listed(service, slow):
    """Return a document whose first ``slow`` indexings are not answered in time."""

    class Listed(Document):
        asked = 0
        title = StringField()
        meta: ClassVar = {
            "db_alias": service,
            "collection": "listed",
            "auto_create_index": False,
            "indexes": ["title"],
        }

        @classmethod
        def ensure_indexes(cls):
            cls.asked += 1
            if cls.asked <= slow:
                raise NetworkTimeout("timed out")
            super().ensure_indexes()

    return Listed


def test_a_slow_index_is_asked_for_again(service):
    prepare(service, documents=[listed(service, 2)])
    assert "title_1" in connection.database(service)["listed"].index_information()


def test_an_index_that_never_comes_ends_the_start(service):
    with pytest.raises(NetworkTimeout):
        prepare(service, documents=[listed(service, INDEX_WAITS)])
