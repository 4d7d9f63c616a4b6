"""What a container of one service needs, derived from its manifest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version

from nscl_contracts import catalogue
from nscl_shared.deploy.lock import closure
from nscl_shared.messaging.topology import producer_of, wanted
from nscl_shared.plugins import Process, ServiceManifest

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
    """One service, or a further process of one, as compose, Kubernetes and its image see it."""

    manifest: ServiceManifest
    process: Process | None = None

    @property
    def service(self) -> str:
        """Return the service's name: whose image, secrets and accounts these are."""
        return self.manifest.name

    @property
    def name(self) -> str:
        """Return the name of the container."""
        return self.manifest.part(self.process) if self.process else self.service

    @property
    def further(self) -> list[Workload]:
        """Return the service's processes beside its own."""
        return [Workload(self.manifest, process) for process in self.manifest.processes]

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Return the URL prefixes that lead here."""
        return self.process.prefixes if self.process else self.manifest.prefixes

    @property
    def paths(self) -> tuple[str, ...]:
        """Return regular expressions of paths below no prefix that lead here."""
        return self.process.paths if self.process else ()

    @property
    def command(self) -> list[str]:
        """Return what to run instead of the image's own command, empty for that."""
        return ["python", "-m", self.process.module] if self.process else []

    @property
    def image(self) -> str:
        """Return the image with the version of the service's distribution."""
        return f"nscl/{self.service}:{version(f'nscl-{self.service}')}"

    @property
    def needs(self) -> tuple[str, ...]:
        """Return every setting that must be given, the common ones first."""
        first = (ADMIN,) if self.service == IDENTITY else ()
        needed = dict.fromkeys((*COMMON, *first, *self.manifest.needs))
        return tuple(need for need in needed if self.uses_broker or need != AMQP)

    @property
    def uses_broker(self) -> bool:
        """Tell whether it talks to the broker."""
        return self.process is None or self.process.broker

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
        return self.manifest.calls_others and self.process is None

    @property
    def sends_mail(self) -> bool:
        """Tell whether the service talks to a mail server."""
        return SMTP in self.needs and self.process is None

    @property
    def memory_mib(self) -> int:
        """Return what one process usually takes, in MiB."""
        return (self.process or self.manifest).memory_mib

    @property
    def memory_limit_mib(self) -> int:
        """Return where a process is ended: twice the usual, for imports and exports."""
        return 2 * self.memory_mib

    @property
    def body_mib(self) -> int:
        """Return the largest request body in MiB."""
        extra = {} if self.process else self.manifest.extra
        return int(extra.get("max_body_mib", BODY_LIMIT_MIB))

    @cached_property
    def packages(self) -> list[str]:
        """Return the third-party distributions that the image installs."""
        return closure(f"nscl-{self.service}")


def secret_files(workloads: Iterable[Workload]) -> list[SecretFile]:
    """Return the file secrets of all workloads, each once, by name."""
    found = {file.name: file for workload in workloads for file in workload.files}
    return [found[name] for name in sorted(found)]
