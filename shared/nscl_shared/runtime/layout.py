"""Where everything of one instance lives: one state directory, removable as a whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from nscl_shared.runtime.problems import RuntimeProblem

PRIVATE = 0o700


@dataclass(frozen=True)
class Layout:
    """The state directory ``home`` (default ``.nscl`` below the working directory)."""

    home: Path

    @classmethod
    def current(cls) -> Layout:
        """Return the layout named by ``NSCL_HOME``, else ``./.nscl``."""
        return cls(Path(os.environ.get("NSCL_HOME") or ".nscl").resolve())

    @property
    def log(self) -> Path:
        """One ``<part>.log`` per process."""
        return self.home / "log"

    @property
    def run(self) -> Path:
        """Lock, ``state.json`` and ``ports.json``."""
        return self.home / "run"

    @property
    def secrets(self) -> Path:
        """Keys and passwords, each file readable by its owner only."""
        return self.home / "secrets"

    @property
    def broker(self) -> Path:
        """Data and configuration of the RabbitMQ node."""
        return self.home / "broker"

    @property
    def database(self) -> Path:
        """Data of the database server."""
        return self.home / "database"

    @property
    def frontdoor(self) -> Path:
        """Generated nginx configuration, pages and temporary files."""
        return self.home / "frontdoor"

    @property
    def mail(self) -> Path:
        """Messages the development mail sink received, one ``.eml`` each."""
        return self.home / "mail"

    def log_of(self, part: str) -> Path:
        """Return the log file of one process."""
        return self.log / f"{part}.log"

    def create(self) -> Layout:
        """Make the folders, private to the owner; returns itself.

        Raises:
            RuntimeProblem: the state directory cannot be written.
        """
        folders = (
            self.log,
            self.run,
            self.secrets,
            self.broker,
            self.database,
            self.frontdoor,
            self.mail,
        )
        try:
            for folder in (self.home, *folders):
                folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        except OSError as error:
            raise RuntimeProblem(
                f"cannot create the state directory {self.home}: {error.strerror}",
                "Choose a writable one: NSCL_HOME=<folder> nscl up",
            ) from error
        return self


def write_private(path: Path, content: str | bytes) -> Path:
    """Write ``content`` to ``path`` atomically, readable by the owner only."""
    data = content.encode() if isinstance(content, str) else content
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
    draft.replace(path)
    return path
