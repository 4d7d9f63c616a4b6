"""Stock nameko: its event dispatcher, persistent messages, publisher confirms."""

import time

from benchmarks.bus.message import sample
from kombu.serialization import register
from nameko.standalone.events import event_dispatcher
from stopwatch import AMQP_URI, COUNT, report

from nscl_contracts import CONTENT_TYPE
from nscl_contracts.identity import AccountLocked

register("cloudevents", str, str, CONTENT_TYPE, "utf-8")
dispatch = event_dispatcher({"AMQP_URI": AMQP_URI, "serializer": "cloudevents"})
events = [sample(number).body for number in range(COUNT)]
dispatch("identity", AccountLocked.type, sample(0).body)  # connect
started = time.perf_counter()
for event in events:
    dispatch("identity", AccountLocked.type, event)
report(COUNT, time.perf_counter() - started)
