"""Wall time and CPU time of questions, of this process and the database server together."""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Timed:
    """A line of the report: how many different questions, and their milliseconds."""

    label: str
    questions: int
    middle: float
    high: float
    cpu: float
    cpu_high: float

    def __str__(self):
        figures = (self.middle, self.high, self.cpu, self.cpu_high)
        columns = "".join(f"{figure:9.1f}" for figure in figures)
        return f"{self.label:<46}{self.questions:>5}{columns}"


def timed(label, asks, runs):
    """Ask every question ``runs`` times, after once to warm up; return the figures."""
    for ask in asks:
        ask(0)
    taken = [_one(ask, number) for number in range(runs) for ask in asks]
    walls, cpus = zip(*taken, strict=True)
    return Timed(
        label, len(asks), statistics.median(walls), _p95(walls), statistics.median(cpus), _p95(cpus)
    )


def _one(ask, number):
    begun, started = _cpu(), time.perf_counter()
    ask(number)
    return (time.perf_counter() - started) * 1000, _cpu() - begun


def _p95(values):
    return statistics.quantiles(values, n=20)[-1]


def _cpu():
    """Return how long this process and its children have run on a processor, ms."""
    me = psutil.Process()
    return sum(_ran(process.pid) for process in (me, *me.children(recursive=True)))


def _ran(pid):
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(one.read_text().split()[0]) for one in threads) / 1e6
