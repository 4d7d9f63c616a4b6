"""Every entry of a long list is met once, in order, and no stretch grows with the list."""

import random
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from pymongo import MongoClient

from nscl_shared.persistence.ladder import MOST_READ, STEP, Ladder, height, places

SIZE = 3_000


@pytest.fixture
def collection(database):
    with MongoClient(database.mongodb_uri) as client:
        name = f"ladder_{uuid.uuid4().hex[:8]}"
        found = client[name]["rows"]
        found.create_index([("lists", 1), ("sort_key", 1)])
        yield found
        client.drop_database(name)


def row(number, *lists):
    key = f"{number:07d}"
    return {"_id": key, "sort_key": key, "lists": places(key, ["all", *lists]), "n": number}


def walked(ladder, name, size, **how):
    cursor, keys = None, []
    for _ in range(SIZE):
        page = ladder.page(name, after=cursor, size=size, **how)
        assert len(page.rows) <= size
        keys += [found["sort_key"] for found in page.rows]
        cursor = page.next
        if cursor is None:
            return keys
    raise AssertionError("the list has no end")


@pytest.mark.parametrize("descending", [False, True])
def test_all_pages_together_are_the_list(collection, descending):
    numbers = random.Random(7).sample(range(10**7), SIZE)
    collection.insert_many([row(n, "odd") if n % 2 else row(n) for n in numbers])
    ladder = Ladder(collection, descending=descending)
    for name, members in (("all", numbers), ("odd", [n for n in numbers if n % 2])):
        expected = [f"{n:07d}" for n in sorted(members, reverse=descending)]
        assert walked(ladder, name, 50) == expected
    thirds = [f"{n:07d}" for n in sorted(numbers, reverse=descending) if n % 3 == 0]
    assert walked(ladder, "all", 20, meets=lambda found: found["n"] % 3 == 0) == thirds


def test_a_page_reads_about_a_page_however_long_the_list(collection):
    collection.insert_many([row(n) for n in range(SIZE)])
    ladder, after = Ladder(collection), f"{SIZE // 3:07d}"
    bound = next(ladder._stretches("all", after, 50))
    assert bound is not None
    stretch = ladder.condition("all", after, bound)
    assert collection.count_documents(stretch) < 50 + 12 * STEP
    rungs = ladder._climb("all", after)
    assert 1 < len(rungs) < 8 * STEP
    assert collection.count_documents(ladder.condition("2|all", None, None)) < 3 * SIZE / STEP**2


def test_a_condition_that_nothing_meets_ends_a_page_with_a_cursor(collection):
    collection.insert_many([row(n) for n in range(SIZE)])
    page = Ladder(collection).page("all", after=None, size=5, meets=lambda _row: False)
    assert page.rows == []
    assert page.next is not None
    assert int(page.next) >= MOST_READ - 1
    assert walked(Ladder(collection), "all", 5, meets=lambda _row: False) == []


def test_a_short_list_is_not_taken_for_a_long_one_because_of_a_high_entry(collection):
    high = [n for n in range(SIZE) if height(f"{n:07d}") >= 2]
    collection.insert_many(
        [row(high[0], "one"), *(row(n, "many") for n in range(SIZE) if n != high[0])]
    )
    sizes = Ladder(collection).sizes(["one", "many", "none"], 250)
    assert (sizes["one"], sizes["none"]) == (STEP, 0)
    assert sizes["many"] > 250


def test_writers_at_the_same_time_need_not_agree(collection):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: collection.insert_one(row(n)), range(400)))
    assert walked(Ladder(collection), "all", 30) == [f"{n:07d}" for n in range(400)]


def test_an_empty_list_is_one_empty_page(collection):
    assert Ladder(collection).page("all", after=None, size=5).rows == []


def test_heights_are_rare_and_always_the_same():
    heights = [height(f"key-{n}") for n in range(STEP**2 * 4)]
    assert heights == [height(f"key-{n}") for n in range(STEP**2 * 4)]
    assert 0.5 < sum(level >= 1 for level in heights) / (STEP * 4) < 2
