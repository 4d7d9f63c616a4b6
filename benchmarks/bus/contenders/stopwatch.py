"""How every contender says how long it took: one JSON line, then the end."""

import json
import os
import time

COUNT = int(os.environ["BENCH_COUNT"])
EFFECT = os.environ.get("BENCH_EFFECT") == "1"
AMQP_URI = os.environ["NSCL_AMQP_URI"]
MONGODB_URI = os.environ["NSCL_MONGODB_URI"]
QUEUE = os.environ.get("BENCH_QUEUE", "")
DATABASE = "nscl_bench"
COLLECTION = "effects"


class Stopwatch:
    """Starts with the first message and stops the process after the last one."""

    def __init__(self) -> None:
        self.left = COUNT
        self.started = 0.0

    def begin(self) -> None:
        """Note that a message is there."""
        self.started = self.started or time.perf_counter()

    def done(self, messages: int = 1) -> bool:
        """Note that messages have had their effect and their acknowledgement."""
        self.left -= messages
        if self.left <= 0:
            report(COUNT, time.perf_counter() - self.started)
        return self.left <= 0


def report(events: int, seconds: float, **more: float) -> None:
    """Tell the runner."""
    print(json.dumps({"events": events, "seconds": seconds, **more}), flush=True)
