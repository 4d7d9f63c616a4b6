"""Reads an agency's queue: prints a line for each event and keeps it in a file, each once.

NSCL_AGENCY_URI: the address that 'nscl agency add' printed; NSCL_AGENCY_SCHEMAS: the
folder contracts/schemas/partner; NSCL_AGENCY_EVENTS: the file (default events.jsonl).
"""

import json
import os
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pika
from jsonschema import Draft202012Validator, ValidationError

URI = os.environ["NSCL_AGENCY_URI"]
FILE = Path(os.environ.get("NSCL_AGENCY_EVENTS", "events.jsonl"))
VALIDATORS = {
    path.stem: Draft202012Validator(json.loads(path.read_text("utf-8")))
    for path in Path(os.environ["NSCL_AGENCY_SCHEMAS"]).glob("*.json")
}
text = FILE.read_text("utf-8", "ignore") if FILE.exists() else ""
FILE.write_text(text[: text.rfind("\n") + 1], "utf-8")  # less a line that a crash cut off
seen = {json.loads(line)["id"] for line in text.split("\n")[:-1]}


def work(event):
    """Do the work: here, a line in a file, which is also the memory of what is done."""
    with FILE.open("a", encoding="utf-8") as file:
        file.write(json.dumps(event, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    seen.add(event["id"])
    print(event["time"], event["type"], event["subject"], int(event["sequence"]), flush=True)


def on_message(channel, method, _properties, body):
    """Work on what is new, set aside what is no event, then acknowledge."""
    try:
        event = json.loads(body)
        VALIDATORS[event["type"]].validate(event["data"])
    except (ValueError, KeyError, ValidationError) as error:
        with Path(f"{FILE}.refused").open("ab") as file:
            file.write(body + b"\n")
        print("refused:", error, flush=True)
    else:
        if event["id"] not in seen:
            work(event)
    channel.basic_ack(method.delivery_tag)  # only now: after a crash it comes again


while True:
    try:
        channel = pika.BlockingConnection(pika.URLParameters(URI)).channel()
        channel.basic_qos(prefetch_count=100)
        channel.basic_consume(unquote(urlsplit(URI).username), on_message)
        channel.start_consuming()
    except (pika.exceptions.ProbableAuthenticationError, pika.exceptions.ChannelClosedByBroker):
        raise  # another password, or no queue any more: no use to go on
    except (pika.exceptions.AMQPError, OSError) as error:
        print("connecting again:", repr(error), flush=True)
        time.sleep(1)
