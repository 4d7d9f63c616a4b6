"""The embedded MongoDB-wire server, as its own process (it is GPL: never imported)."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from nscl_shared.runtime.layout import Layout, write_private
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import LOOPBACK, PortBook
from nscl_shared.runtime.problems import RuntimeProblem

CACHE = "64M"
OPLOG_ENTRIES = "500000"


@dataclass(frozen=True)
class Database:
    """The database server of one state directory."""

    layout: Layout
    ports: PortBook
    cache: str = CACHE

    @property
    def port(self) -> int:
        """The port clients connect to."""
        return self.ports.choose("database", 13)

    @property
    def mongodb_uri(self) -> str:
        """Where clients connect; the server is a replica set of one."""
        return f"mongodb://{LOOPBACK}:{self.port}/?directConnection=true"

    def parts(self) -> list[Part]:
        """Return the one process."""
        command = (
            server_program(),
            "--host",
            LOOPBACK,
            "--port",
            str(self.port),
            "--storage-path",
            str(self.layout.database),
            # A burst fills the change history; trimming it under load takes far longer
            # than what is written.
            "--oplog-max-entries",
            OPLOG_ENTRIES,
            "--cache-size",
            self.cache,
            "--log-level",
            "WARNING",
            "--config",
            str(self._configuration),
            # Without it a kill -9 loses the last acknowledged transactions (about
            # 1 % in a measured run: the log is buffered in the process).
            "--sync-on-commit",
        )
        return [
            Part(
                name="database",
                command=command,
                log=self.layout.log_of("database"),
                prepare=self._prepare,
                ready=self.ready,
                port=self.port,
                grace=10,
            )
        ]

    def ready(self) -> bool:
        """Tell whether the server answers ``ping``."""
        client: MongoClient[dict[str, object]] = MongoClient(
            self.mongodb_uri,
            serverSelectionTimeoutMS=500,
            connectTimeoutMS=500,
            socketTimeoutMS=1000,
        )
        try:
            client.admin.command("ping")
        except PyMongoError:
            return False
        else:
            return True
        finally:
            client.close()

    @property
    def _configuration(self) -> Path:
        return self.layout.run / "database.toml"

    def _prepare(self) -> None:
        # Empty, so that no file of the user's home directory is read instead.
        write_private(self._configuration, "")


def server_program() -> str:
    """Return the server's program, which is installed beside the interpreter.

    Raises:
        RuntimeProblem: the package is not installed.
    """
    beside = Path(sys.executable).parent
    if found := shutil.which("secantusd-py", path=str(beside)):
        return found
    raise RuntimeProblem(
        f"the embedded database server secantusd-py is not in {beside}",
        "Run ./scripts/bootstrap.sh, or set NSCL_MONGODB_URI to an existing server",
    )
