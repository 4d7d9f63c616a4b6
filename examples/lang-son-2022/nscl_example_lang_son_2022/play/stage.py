"""What the scenes of a play share: the data, the actors, the ids the platform gave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import TypeVar

from nscl_example_lang_son_2022.model import Dataset, Unit
from nscl_example_lang_son_2022.play.actor import Actor, password_of
from nscl_example_lang_son_2022.play.client import Json, Platform

WORKERS = 4
ADMINISTRATOR = "admin"

T = TypeVar("T")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Officer:
    """An officer's account."""

    username: str
    display_name: str


PROGRAMME = Officer("can-bo-nscl", "Cán bộ năng suất chất lượng (dữ liệu giả lập)")
CERTIFICATION = Officer("can-bo-chung-nhan", "Cán bộ theo dõi chứng nhận (dữ liệu giả lập)")
TRACEABILITY = Officer("can-bo-truy-xuat", "Cán bộ truy xuất nguồn gốc (dữ liệu giả lập)")
OFFICERS = (PROGRAMME, CERTIFICATION, TRACEABILITY)


@dataclass
class Stage:
    """One play; ``ids`` maps keys of the data set to ids of the platform."""

    platform: Platform
    data: Dataset
    admin_password: str
    progress: Progress
    ids: dict[str, str] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, username: str) -> Actor:
        """Return an account; the same object each time, so it logs in once."""
        return self._actors.setdefault(username, self._actor(username, self.password(username)))

    def administrator(self) -> Actor:
        """Return the account that exists before anything else."""
        return self._actor(ADMINISTRATOR, self.admin_password)

    def password(self, username: str) -> str:
        """Return the password of a demo account."""
        return password_of(username, self.admin_password)

    def firm(self, unit: Unit) -> Json:
        """Return a unit as other services than registration want it named."""
        return {"firm_id": self.ids[unit.key], "name": unit.name, "org_type": unit.org_type}

    def each(
        self, scene: str, things: Sequence[T], act: Callable[[T], object], workers: int = WORKERS
    ) -> None:
        """Act on each of ``things``, some at a time; the first failure ends the scene.

        With one worker they are taken in their order.
        """
        self.progress(scene, 0, len(things))
        pool = ThreadPoolExecutor(workers, thread_name_prefix=scene)
        try:
            tasks = [pool.submit(act, thing) for thing in things]
            for done, task in enumerate(as_completed(tasks), start=1):
                task.result()
                self.progress(scene, done, len(things))
        except BaseException:
            self.platform.give_up()
            raise
        finally:
            pool.shutdown(cancel_futures=True)

    def _actor(self, username: str, password: str) -> Actor:
        return Actor(self.platform, self.data.seed, username, password)
