"""A command's state, event and answer are written together, once, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import permutations
from threading import Event

import pytest
from probe_domain import (
    HANDLERS,
    SERVICE,
    Adopt,
    AdoptAll,
    Copy,
    PlanCopy,
    ProbeWork,
    Retitle,
    TakeNumber,
    open_database,
)

from nscl_contracts import CloudEvent, decode
from nscl_shared.kernel import Conflict, NotFound, RuleViolation, new_id
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence import database
from nscl_shared.persistence.inbox import Inbox
from nscl_shared.persistence.leases import share_of
from nscl_shared.persistence.outbox import SHARDS

PATIENCE = 20


@pytest.fixture
def bus(database_uri: str) -> CommandBus:
    open_database(database_uri)
    return CommandBus(SERVICE, HANDLERS, ProbeWork)


@pytest.fixture
def database_uri(database) -> str:
    return database.mongodb_uri


def rows(collection: str) -> list[dict]:
    return list(database(SERVICE)[collection].find())


def event_of(bus: CommandBus) -> CloudEvent:
    bus.execute(Adopt("p-event"))
    return decode(rows("outbox")[0]["body"])


def test_a_command_writes_its_state_and_its_event(bus: CommandBus) -> None:
    assert bus.execute(Adopt("p1")) == {"id": "p1"}
    (plan,), (row,) = rows("probe_plans"), rows("outbox")
    assert (plan["_id"], plan["version"]) == ("p1", 1)
    event = decode(row["body"])
    assert (event.subject, event.sequence, row["shard"]) == ("p1", 1, share_of("p1", SHARDS))


def test_a_refused_command_writes_nothing(bus: CommandBus) -> None:
    with pytest.raises(RuleViolation, match="title-forbidden"):
        bus.execute(Adopt("p1", title="forbidden"), key="k")
    assert rows("probe_plans") == rows("outbox") == rows("idempotency") == []


def test_what_is_missing_is_named(bus: CommandBus) -> None:
    with pytest.raises(NotFound, match=r"plan-not-found.*nowhere"):
        bus.execute(Retitle("nowhere", "x"))


def test_a_unique_value_taken_is_a_conflict_and_names_the_field(bus: CommandBus) -> None:
    bus.execute(Adopt("p1"))
    with pytest.raises(Conflict) as refused:
        bus.execute(Adopt("p1", title="again"))
    assert refused.value.code == "already-exists"
    assert len(rows("outbox")) == 1


def test_a_repeated_request_is_answered_as_the_first_time(bus: CommandBus) -> None:
    first = bus.execute(TakeNumber("c"), key="same")
    assert [bus.execute(TakeNumber("c"), key="same") for _ in range(3)] == [first] * 3
    assert bus.execute(TakeNumber("c"), key="other") == first + 1


def test_simultaneous_repeats_have_one_effect(bus: CommandBus) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: bus.execute(TakeNumber("c"), key="same"), range(8)))
    assert set(answers) == {1}
    assert bus.execute(TakeNumber("c")) == 2


def test_a_repeat_that_its_own_first_run_would_refuse_is_answered_as_that(
    database_uri: str,
) -> None:
    first, second, done = Event(), Event(), Event()

    def retitle_once(command: Retitle, work: ProbeWork) -> str:
        if not first.is_set():
            first.set()
            second.wait(PATIENCE)
        else:
            second.set()
            done.wait(PATIENCE)
        plan = work.plans.get(command.plan_id)
        if plan.title == command.title:
            raise RuleViolation("has-that-title")
        plan.retitle(command.title)
        return command.title

    open_database(database_uri)
    bus = CommandBus(SERVICE, {**HANDLERS, Retitle: retitle_once}, ProbeWork)
    bus.execute(Adopt("p1"))
    with ThreadPoolExecutor(2) as pool:
        run = pool.submit(bus.execute, Retitle("p1", "t"), key="same")
        assert first.wait(PATIENCE)
        run.add_done_callback(lambda _: done.set())
        repeat = pool.submit(bus.execute, Retitle("p1", "t"), key="same")
        assert [run.result(), repeat.result()] == ["t", "t"]
    with pytest.raises(RuleViolation, match="has-that-title"):
        bus.execute(Retitle("p1", "t"), key="other")


def test_simultaneous_commands_take_numbers_without_gap_or_double(bus: CommandBus) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _: bus.execute(TakeNumber("c")), range(24)))
    assert sorted(numbers) == list(range(1, 25))


def test_commands_that_take_several_numbers_each_leave_no_gap_and_no_double(
    bus: CommandBus,
) -> None:
    groups = [[f"p{group}-{n}" for n in range(4)] for group in range(6)]
    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(lambda ids: bus.execute(AdoptAll(ids)), groups))
    assert sorted(number for numbers in taken for number in numbers) == list(range(1, 25))
    assert bus.execute(TakeNumber("c")) == 25
    assert len(rows("probe_plans")) == 24


def test_of_several_new_aggregates_all_are_written_or_none(bus: CommandBus) -> None:
    bus.execute(Adopt("p2"))
    with pytest.raises(Conflict) as refused:
        bus.execute(AdoptAll(["p1", "p2", "p3"]))
    assert refused.value.code == "already-exists"
    assert [row["_id"] for row in rows("probe_plans")] == ["p2"]
    assert bus.execute(TakeNumber("c")) == 1


def test_simultaneous_changes_of_one_aggregate_are_all_kept(bus: CommandBus) -> None:
    bus.execute(Adopt("p1"))
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda i: bus.execute(Retitle("p1", f"t{i}")), range(12)))
    assert sorted(answer["version"] for answer in done) == list(range(2, 14))
    sequences = [row["sequence"] for row in rows("outbox")]
    assert sorted(sequences) == list(range(1, 14))


def test_an_event_has_its_effect_once_however_often_it_comes(bus: CommandBus) -> None:
    event = event_of(bus)
    command = Copy("p-event", 1, {"title": "x"})
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: bus.consume(event, command), range(4)))
    assert answers.count({}) == 1
    assert answers.count(None) == 3
    assert len(rows("inbox")) == 1


def test_marks_older_than_duplicates_can_be_are_forgotten_by_the_time_in_the_id(
    bus: CommandBus,
) -> None:
    event = event_of(bus)
    bus.consume(event, Copy("p-event", 1, {"title": "x"}))
    assert Inbox(SERVICE).prune(event.time - timedelta(seconds=1)) == 0
    assert Inbox(SERVICE).prune(event.time + timedelta(seconds=1)) == 1
    assert rows("inbox") == []


@pytest.mark.parametrize("order", list(permutations([1, 2, 3])))
def test_copies_end_up_the_same_in_every_order(bus: CommandBus, order: tuple[int, ...]) -> None:
    said = {
        1: {"title": "one", "issuer": "A"},
        2: {"title": "two"},
        3: {"issuer": "C"},
    }
    subject = new_id()
    for sequence in (*order, *order):
        bus.execute(Copy(subject, sequence, said[sequence]))
    found = PlanCopy.objects.get(id=subject)
    assert (found.title, found.issuer) == ("two", "C")
