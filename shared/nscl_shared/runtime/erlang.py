"""The few directories of RabbitMQ and Erlang that a private node needs.

Debian ships some 70 RabbitMQ applications, each a directory on Erlang's code
path, and the node loads some 1,200 modules at boot by trying directory after
directory.  A folder with only the applications that the enabled plugins need,
and one folder of links to every module, cut the boot from 14 s to 5 s on two
cores.  Both hold symbolic links, are rebuilt when the installation changes and
can be deleted at any time.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from nscl_shared.runtime.problems import RuntimeProblem

SCRIPTS = Path("/usr/lib/rabbitmq/bin")
APPLICATIONS = "/usr/lib/rabbitmq/lib"
OTP = Path("/usr/lib/erlang/lib")
CORE = ("rabbit", "rabbitmq_prelaunch")
DEPENDENCIES = re.compile(r"\{\s*(?:included_)?applications\s*,\s*\[([^\]]*)\]")


def server_script() -> Path:
    """Return the script that runs a node as any user.

    Raises:
        RuntimeProblem: RabbitMQ is not installed.
    """
    script = SCRIPTS / "rabbitmq-server"
    if not script.exists():
        raise RuntimeProblem(
            "RabbitMQ is not installed",
            "Run ./scripts/bootstrap.sh, or ask an administrator for: "
            "apt-get install rabbitmq-server; or set NSCL_AMQP_URI to an existing server",
        )
    return script


def installed_applications() -> dict[str, Path]:
    """Return name → directory of RabbitMQ's Erlang applications."""
    folders = sorted(Path(APPLICATIONS).glob("rabbitmq_server-*/plugins/*-*"))
    return {folder.name.rsplit("-", 1)[0]: folder for folder in folders if folder.is_dir()}


def needed_by(plugins: Iterable[str], installed: dict[str, Path]) -> dict[str, Path]:
    """Return the applications that ``plugins`` and the server depend on, transitively."""
    found: dict[str, Path] = {}
    todo = [*CORE, *plugins]
    while todo:
        name = todo.pop()
        if name in installed and name not in found:
            found[name] = installed[name]
            todo += _dependencies(installed[name] / "ebin" / f"{name}.app")
    return found


def _dependencies(resource_file: Path) -> list[str]:
    listed = DEPENDENCIES.findall(resource_file.read_text(encoding="utf-8"))
    return re.findall(r"\w+", " ".join(listed))


class ErlangHome:
    """A private ``RABBITMQ_HOME``: ``sbin``, ``plugins`` and ``modules``, all links."""

    def __init__(self, folder: Path, plugins: tuple[str, ...]) -> None:
        """Keep the links below ``folder`` for the given enabled plugins."""
        self.folder = folder
        self.plugins = plugins

    def build(self) -> None:
        """Link what is needed, unless the links are there for this installation."""
        applications = needed_by(self.plugins, installed_applications())
        stamp = "\n".join(str(p) for p in (*sorted(applications.values()), *self._otp()))
        mark = self.folder / "stamp"
        if mark.exists() and mark.read_text() == stamp:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self._link(applications)
        mark.write_text(stamp)

    def environment(self) -> dict[str, str]:
        """Return the variables that make the server script use this folder."""
        return {
            "RABBITMQ_SCRIPTS_DIR": str(self.folder / "sbin"),
            "RABBITMQ_PLUGINS_DIR": str(self.folder / "plugins"),
            "RABBITMQ_SERVER_CODE_PATH": str(self.folder / "modules"),
        }

    def _otp(self) -> list[Path]:
        return sorted(path.resolve() for path in OTP.glob("*/ebin"))

    def _link(self, applications: dict[str, Path]) -> None:
        for name in ("plugins", "modules"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "sbin").symlink_to(SCRIPTS)
        for path in applications.values():
            (self.folder / "plugins" / path.name).symlink_to(path)
        for ebin in (*(path / "ebin" for path in applications.values()), *self._otp()):
            self._link_modules(ebin)

    def _link_modules(self, ebin: Path) -> None:
        for module in ebin.glob("*.beam"):
            link = self.folder / "modules" / module.name
            if not link.is_symlink():
                link.symlink_to(module)
