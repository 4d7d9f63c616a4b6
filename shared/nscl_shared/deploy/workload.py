"""What a container of one service needs, derived from its manifest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version

from nscl_contracts import catalogue
from nscl_shared.deploy.lock import closure
from nscl_shared.messaging.topology import producer_of, wanted
from nscl_shared.plugins import ServiceManifest

IDENTITY = "identity"
AMQP, MONGODB, SMTP = "NSCL_AMQP_URI", "NSCL_MONGODB_URI", "NSCL_SMTP_URI"
JWKS, ADMIN = "NSCL_JWKS_FILE", "NSCL_ADMIN_PASSWORD_FILE"
COMMON = (JWKS, AMQP, MONGODB)
BODY_LIMIT_MIB = 1


@dataclass(frozen=True)
class SecretFile:
    """A secret that the process reads from a file named by ``variable``."""

    variable: str

    @property
    def name(self) -> str:
        """Return e.g. ``signing-key`` for ``NSCL_SIGNING_KEY_FILE``."""
        short = self.variable.removeprefix("NSCL_").removesuffix("_FILE")
        return short.lower().replace("_", "-")

    @property
    def shared(self) -> bool:
        """Tell whether all services get the same file: the public keys."""
        return self.variable == JWKS


@dataclass(frozen=True)
class Workload:
    """One service as compose, Kubernetes and its image see it."""

    manifest: ServiceManifest

    @property
    def name(self) -> str:
        """Return the service's name."""
        return self.manifest.name

    @property
    def image(self) -> str:
        """Return the image with the version of the service's distribution."""
        return f"nscl/{self.name}:{version(f'nscl-{self.name}')}"

    @property
    def needs(self) -> tuple[str, ...]:
        """Return every setting that must be given, the common ones first."""
        first = (ADMIN,) if self.name == IDENTITY else ()
        return tuple(dict.fromkeys((*COMMON, *first, *self.manifest.needs)))

    @property
    def files(self) -> list[SecretFile]:
        """Return the secrets given as files."""
        return [SecretFile(need) for need in self.needs if need.endswith("_FILE")]

    @property
    def variables(self) -> list[str]:
        """Return the secrets given in the environment: addresses that hold a password."""
        return [need for need in self.needs if need.endswith("_URI")]

    @property
    def settings(self) -> list[str]:
        """Return the needed settings that are no secrets."""
        return [need for need in self.needs if not need.endswith(("_FILE", "_URI"))]

    @property
    def producers(self) -> list[str]:
        """Return the services whose events it subscribes to, itself left out."""
        found = {producer_of(pattern) for pattern in self.manifest.subscribes}
        return sorted(found - {self.name})

    @property
    def partners_of(self) -> list[str]:
        """Return the services whose partner exchange it reads, itself left out."""
        found = {
            contract.service
            for contract in catalogue().values()
            if wanted(self.manifest.hands_on, contract.type)
        }
        return sorted(found - {self.name})

    @property
    def calls_others(self) -> bool:
        """Tell whether the service sends to addresses of other agencies, by HTTPS."""
        return bool(self.manifest.hands_on)

    @property
    def sends_mail(self) -> bool:
        """Tell whether the service talks to a mail server."""
        return SMTP in self.needs

    @property
    def memory_mib(self) -> int:
        """Return what one process usually takes, in MiB."""
        return self.manifest.memory_mib

    @property
    def memory_limit_mib(self) -> int:
        """Return where a process is ended: twice the usual, for imports and exports."""
        return 2 * self.manifest.memory_mib

    @property
    def body_mib(self) -> int:
        """Return the largest request body in MiB."""
        return int(self.manifest.extra.get("max_body_mib", BODY_LIMIT_MIB))

    @cached_property
    def packages(self) -> list[str]:
        """Return the third-party distributions that the image installs."""
        return closure(f"nscl-{self.name}")


def secret_files(workloads: Iterable[Workload]) -> list[SecretFile]:
    """Return the file secrets of all workloads, each once, by name."""
    found = {file.name: file for workload in workloads for file in workload.files}
    return [found[name] for name in sorted(found)]
