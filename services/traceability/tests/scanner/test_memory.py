"""What is kept in memory, for how long, and that nothing stale is ever kept."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from nscl_shared.testing.loops import run_apart
from nscl_traceability.queries.memory import Shelf


class Table:
    """A table that can be made slow to read."""

    def __init__(self):
        self.rows = {"a": 1}
        self.reads = 0
        self.entered, self.gate = threading.Event(), threading.Event()
        self.gate.set()

    def read(self, key):
        self.reads += 1
        value = self.rows.get(key)
        self.entered.set()
        assert self.gate.wait(10)
        return value


@pytest.fixture
def table():
    return Table()


def run(work, table, most=100):
    async def main():
        with ThreadPoolExecutor(2) as threads:
            return await work(Shelf(table.read, threads, most))

    return run_apart(main())


def test_a_value_is_read_once_also_when_there_is_none(table):
    async def work(shelf):
        return [await shelf.get(key) for key in ("a", "b", "a", "b")]

    assert run(work, table) == [1, None, 1, None]
    assert table.reads == 2


def test_many_who_ask_at_once_cause_one_read(table):
    async def work(shelf):
        return await asyncio.gather(*(shelf.get("a") for _ in range(50)))

    assert run(work, table) == [1] * 50
    assert table.reads == 1


def test_what_was_forgotten_is_read_again(table):
    async def work(shelf):
        await shelf.get("a")
        await shelf.get("b")
        table.rows.update(a=2, b=3)
        shelf.forget(lambda value: value == 1)
        return await shelf.get("a"), await shelf.get("b")

    assert run(work, table) == (2, 3)


def test_a_value_that_changed_while_it_was_read_is_not_kept(table):
    async def work(shelf):
        table.gate.clear()
        reading = asyncio.create_task(shelf.get("a"))
        await asyncio.to_thread(table.entered.wait, 10)
        table.rows["a"] = 2
        shelf.forget(lambda _: True)
        table.gate.set()
        return await reading, await shelf.get("a")

    assert run(work, table)[1] == 2


def test_nothing_is_kept_while_changes_are_not_heard(table):
    async def work(shelf):
        await shelf.get("a")
        table.rows["a"] = 2
        return await shelf.get("a", trusted=False), await shelf.get("a", trusted=False)

    assert run(work, table) == (2, 2)
    assert table.reads == 3


def test_the_oldest_makes_room(table):
    async def work(shelf):
        for key in ("a", "b", "c"):
            await shelf.get(key)
        return len(shelf)

    assert run(work, table, most=2) == 2


def test_an_error_reaches_all_and_is_not_kept(table):
    failing = [OSError("away")]

    def read(key):
        if failing:
            raise failing.pop()
        return 7

    async def main():
        with ThreadPoolExecutor(1) as threads:
            shelf = Shelf(read, threads)
            first = await asyncio.gather(shelf.get("a"), shelf.get("a"), return_exceptions=True)
            return first, await shelf.get("a")

    first, then = run_apart(main())
    assert [str(error) for error in first] == ["away", "away"]
    assert then == 7


def test_a_value_that_is_renewed_is_handed_out_until_the_new_one_is_there(table):
    async def work(shelf):
        await shelf.get("a")
        table.gate.clear()
        table.rows["a"] = 2
        reading = shelf.renew("a")
        assert shelf.renew("a") is None  # one reader at a time
        before = await shelf.get("a")
        table.gate.set()
        await reading
        return before, await shelf.get("a")

    assert run(work, table) == (1, 2)
    assert table.reads == 2


def test_a_value_that_cannot_be_renewed_stays(table):
    async def work(shelf):
        await shelf.get("a")
        table.rows = None
        with pytest.raises(AttributeError):
            await shelf.renew("a")
        return await shelf.get("a")

    assert run(work, table) == 1


def test_what_is_not_kept_is_not_renewed(table):
    async def work(shelf):
        return shelf.renew("a")

    assert run(work, table) is None
    assert table.reads == 0
