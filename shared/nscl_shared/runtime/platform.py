"""The whole platform of one state directory: from a selection to parts and addresses."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nscl_shared.plugins import PluginError, ServiceManifest, service_manifests
from nscl_shared.province import Profile, ProfileError, load_profile
from nscl_shared.runtime.frontdoor import FrontDoor
from nscl_shared.runtime.frontdoor_pages import write_health
from nscl_shared.runtime.infrastructure import Infrastructure, infrastructure
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import LOOPBACK, PortBook, listens
from nscl_shared.runtime.problems import RuntimeProblem
from nscl_shared.runtime.secrets import Secrets
from nscl_shared.runtime.services import Services, service_ports
from nscl_shared.runtime.state import PlatformState
from nscl_shared.runtime.supervisor import Supervisor

DEFAULT_PROVINCE = "lang-son"


@dataclass(frozen=True)
class Selection:
    """What to run: a province, and its services unless others are named."""

    province: str = ""
    services: tuple[str, ...] = ()

    def profile(self) -> Profile:
        """Return the chosen province's profile.

        Raises:
            RuntimeProblem: there is none, or it is wrong.
        """
        code = self.province or os.environ.get("NSCL_PROVINCE", DEFAULT_PROVINCE)
        try:
            return load_profile(provinces_path() / code)
        except ProfileError as error:
            raise RuntimeProblem(str(error), f"Provinces: {', '.join(provinces())}") from error

    def manifests(self) -> dict[str, ServiceManifest]:
        """Return the manifests of the selected services.

        Raises:
            RuntimeProblem: one of them is not installed.
        """
        try:
            return service_manifests(self.services or self.profile().services)
        except PluginError as error:
            raise RuntimeProblem(str(error), "Install its package, or name others") from error


def provinces_path() -> Path:
    """Return ``NSCL_PROVINCES_PATH``, else ``provinces`` here or in a folder above."""
    if given := os.environ.get("NSCL_PROVINCES_PATH"):
        return Path(given).resolve()
    here = Path.cwd()
    found = (folder / "provinces" for folder in (here, *here.parents))
    return next((path for path in found if path.is_dir()), here / "provinces")


def provinces() -> list[str]:
    """Return the codes of the provinces there are profiles for."""
    return sorted(path.parent.name for path in provinces_path().glob("*/profile.yaml"))


@dataclass(frozen=True)
class Platform:
    """Broker, database, mail sink, front door and services of one state directory."""

    layout: Layout
    ports: PortBook
    selection: Selection

    @cached_property
    def infrastructure(self) -> Infrastructure:
        """Broker and database."""
        return infrastructure(self.layout, self.ports)

    @cached_property
    def services(self) -> Services:
        """The service processes."""
        own = tuple(part.name for part in self.infrastructure.parts)
        manifests = self.selection.manifests()
        return Services(self.layout, self.ports, manifests, self._environment(), own)

    @cached_property
    def frontdoor(self) -> FrontDoor:
        """The reverse proxy."""
        return FrontDoor(
            self.layout,
            self.ports,
            self.selection.profile(),
            self.selection.manifests(),
            service_ports(self.ports, self.selection.manifests()),
        )

    @cached_property
    def smtp_uri(self) -> str:
        """``NSCL_SMTP_URI``, else our own mail sink."""
        given = os.environ.get("NSCL_SMTP_URI", "")
        return given or f"smtp://{LOOPBACK}:{self.ports.choose('mail', 14)}"

    @property
    def public_url(self) -> str:
        """``NSCL_PUBLIC_URL``, else the front door's address."""
        return os.environ.get("NSCL_PUBLIC_URL", "") or self.frontdoor.url

    def parts(self) -> list[Part]:
        """Return every process to run."""
        sink = [] if os.environ.get("NSCL_SMTP_URI") else [self._mail_sink()]
        return [*self.infrastructure.parts, *sink, self.frontdoor.part(), *self.services.parts()]

    def facts(self) -> dict[str, str]:
        """Return what others need to know of the running platform."""
        return {
            "url": self.frontdoor.url,
            "amqp_uri": self.infrastructure.amqp_uri,
            "mongodb_uri": self.infrastructure.mongodb_uri,
            "management_uri": self.infrastructure.management_uri,
            "smtp_uri": self.smtp_uri,
            "province": self.selection.profile().code,
            "services": ",".join(self.selection.manifests()),
            "admin_password_file": str(Secrets(self.layout.secrets).admin_password_file),
        }

    def supervisor(self, on_change: Callable[[PlatformState], None]) -> Supervisor:
        """Return the supervisor of all parts, which also publishes the combined health."""

        def changed(state: PlatformState) -> None:
            write_health(self.layout.frontdoor / "www", state)
            on_change(state)

        return Supervisor(self.layout, self.parts(), self.facts(), changed)

    def _environment(self) -> dict[str, str]:
        return {
            "NSCL_PROVINCE": self.selection.profile().code,
            "NSCL_PROVINCES_PATH": str(provinces_path()),
            "NSCL_SERVICES": ",".join(self.selection.manifests()),
            "NSCL_AMQP_URI": self.infrastructure.amqp_uri,
            "NSCL_MONGODB_URI": self.infrastructure.mongodb_uri,
            "NSCL_SMTP_URI": self.smtp_uri,
            "NSCL_PUBLIC_URL": self.public_url,
        }

    def _mail_sink(self) -> Part:
        port = self.ports.choose("mail", 14)
        return Part(
            name="mail",
            port=port,
            log=self.layout.log_of("mail"),
            grace=2,
            command=(
                sys.executable,
                "-m",
                "nscl_shared.runtime.mailsink",
                str(port),
                str(self.layout.mail),
            ),
            ready=lambda: listens(port),
        )
