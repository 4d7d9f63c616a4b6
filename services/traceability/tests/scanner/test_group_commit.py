"""Groups: what waits goes together, in order; an error reaches who it belongs to."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from nscl_shared.testing.loops import run_apart
from nscl_traceability.scanner.group_commit import GroupCommit


@pytest.fixture
def executor():
    with ThreadPoolExecutor(1) as threads:
        yield threads


def test_what_arrives_during_a_write_goes_into_the_next_together(executor):
    entered, gate, groups = threading.Event(), threading.Event(), []

    def write(items):
        groups.append(list(items))
        entered.set()
        assert gate.wait(10)
        return [item * 10 for item in items]

    async def main():
        commits = GroupCommit(write, executor)
        first = asyncio.create_task(commits.submit(1))
        await asyncio.to_thread(entered.wait, 10)
        rest = [asyncio.create_task(commits.submit(n)) for n in (2, 3, 4)]
        await asyncio.sleep(0)
        gate.set()
        return await asyncio.gather(first, *rest)

    assert run_apart(main()) == [10, 20, 30, 40]
    assert groups == [[1], [2, 3, 4]]


def test_a_group_has_its_most_and_the_next_one_the_rest(executor):
    groups = []

    def write(items):
        groups.append(len(items))
        return items

    async def main():
        commits = GroupCommit(write, executor, most=4)
        return await asyncio.gather(*(commits.submit(n) for n in range(10)))

    assert run_apart(main()) == list(range(10))
    assert groups == [4, 4, 2]


def test_a_write_that_fails_fails_for_its_group_alone(executor):
    def write(items):
        if 1 in items:
            raise OSError("no disk")
        return items

    async def main():
        commits = GroupCommit(write, executor)
        failed = await asyncio.gather(
            *(commits.submit(1) for _ in range(2)), return_exceptions=True
        )
        return failed, await commits.submit(2)

    failed, later = run_apart(main())
    assert [str(error) for error in failed] == ["no disk", "no disk"]
    assert later == 2


def test_a_caller_that_left_hinders_nobody(executor):
    async def main():
        commits = GroupCommit(list, executor)
        gone = asyncio.create_task(commits.submit(1))
        stays = asyncio.create_task(commits.submit(2))
        await asyncio.sleep(0)
        gone.cancel()
        answer = await stays
        await commits.drain()
        return answer

    assert run_apart(main()) == 2
