"""A replica that sends a courier out for every errand in the database, until SIGTERM.

An errand that ``waits`` has a courier who comes back at once and wants to go again that
many seconds later; others keep theirs until it is called back.  Begin, end and return of
each are noted with the errand.  While an errand is ``broken`` the database refuses.
"""

import eventlet

eventlet.monkey_patch()

import signal  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from datetime import UTC, datetime, timedelta  # noqa: E402

from nameko.containers import ServiceContainer  # noqa: E402

from nscl_shared.observability.logs import configure  # noqa: E402
from nscl_shared.persistence import connect, database  # noqa: E402
from nscl_shared.settings import settings  # noqa: E402
from nscl_shared.webhooks.dispatcher import Dispatcher  # noqa: E402

SERVICE = "registration"
ME = settings().instance


def errands():
    return database(SERVICE)["errands"]


def note(errand_id, what):
    errands().update_one({"_id": errand_id}, {"$push": {"notes": f"{what} {ME}"}})


@dataclass
class Errand:
    id: str
    waits: float | None
    next_try_at: datetime | None


class Runner:
    def __init__(self, errand):
        self.stopping = False
        self.errand = errand

    def run(self):
        note(self.errand.id, "begun")
        if self.errand.waits is not None:
            again = datetime.now(UTC) + timedelta(seconds=self.errand.waits)
            errands().update_one({"_id": self.errand.id}, {"$set": {"next_try_at": again}})
            return
        while not self.stopping:
            eventlet.sleep(0.02)
        note(self.errand.id, "ended")


class Errands(Dispatcher):
    work = "errands"

    def look(self, held):
        if errands().find_one({"broken": True}):
            errands().find_one({"$nonsense": True})  # raises
        now, rows = datetime.now(UTC), errands().find()
        found = [Errand(row["_id"], row.get("waits"), row.get("next_try_at")) for row in rows]
        mine = {one.id: one for one in self.own(found, held)}
        under_way = self.on_the_way()
        self.call_back(under_way - mine.keys())
        for key in mine.keys() - under_way:
            if (mine[key].next_try_at or now) <= now:
                self.send_out(key, Runner(mine[key]), f"errand {key}")
        return [one.next_try_at for one in mine.values()]

    def came_back(self, key):
        note(key, "back with")


class ErrandService:
    name = SERVICE
    errands = Errands()


if __name__ == "__main__":
    configure(SERVICE)
    connect(SERVICE, settings().mongodb_uri)
    container = ServiceContainer(ErrandService, {})
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(container.stop))
    container.start()
    container.wait()
