"""The selected services, each its own process with its own port and secrets."""

from __future__ import annotations

import http.client
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nscl_shared.plugins import Process, ServiceManifest
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import LOOPBACK, PortBook
from nscl_shared.runtime.secrets import Secrets

FIRST_OFFSET = 20
IDENTITY = "identity"


@dataclass(frozen=True)
class Services:
    """The service processes of one state directory.

    ``common`` is the environment every service gets; ``needs`` names the parts
    (our own broker and database) that are stopped after them.  Services start
    beside those and wait for them by themselves, as they do anywhere.
    """

    layout: Layout
    ports: PortBook
    manifests: Mapping[str, ServiceManifest]
    common: Mapping[str, str]
    needs: tuple[str, ...]

    def parts(self) -> list[Part]:
        """Return one part per selected service, then one per further process."""
        ports = service_ports(self.ports, self.manifests)
        return [
            *(
                self._part(manifest, name, ports[name], ("nscl_shared.runtime.serve", name))
                for name, manifest in self.manifests.items()
            ),
            *(
                self._part(manifest, name, ports[name], (process.module,))
                for name, manifest, process in further(self.manifests)
            ),
        ]

    def _part(
        self, manifest: ServiceManifest, name: str, port: int, module: tuple[str, ...]
    ) -> Part:
        # Everything is on this machine: eventlet's own resolver only costs time.
        bind = {"NSCL_BIND": f"{LOOPBACK}:{port}", "EVENTLET_NO_GREENDNS": "yes"}
        return Part(
            name=name,
            command=(sys.executable, "-m", *module),
            log=self.layout.log_of(name),
            environment={**self.common, **bind, **self._secrets_for(manifest)},
            ready=lambda: answers(port, "/health/ready"),
            port=port,
            needs=self.needs,
            grace=10,
        )

    def _secrets_for(self, manifest: ServiceManifest) -> dict[str, str]:
        secrets = Secrets(self.layout.secrets)
        files = {"NSCL_JWKS_FILE": secrets.jwks_file}
        if "NSCL_MASTER_KEY_FILE" in manifest.needs:
            files["NSCL_MASTER_KEY_FILE"] = secrets.master_key_file
        if "NSCL_SIGNING_KEY_FILE" in manifest.needs:
            files["NSCL_SIGNING_KEY_FILE"] = secrets.signing_key_file
        if manifest.name == IDENTITY:
            files["NSCL_ADMIN_PASSWORD_FILE"] = secrets.admin_password_file
        return {name: str(path) for name, path in files.items()}


def further(
    manifests: Mapping[str, ServiceManifest],
) -> Iterator[tuple[str, ServiceManifest, Process]]:
    """Yield name, service and description of every process beside the services' own."""
    for manifest in manifests.values():
        for process in manifest.processes:
            yield manifest.part(process), manifest, process


def service_ports(ports: PortBook, manifests: Mapping[str, ServiceManifest]) -> dict[str, int]:
    """Return name → port of the given services and of their further processes."""
    names = (*manifests, *(name for name, _, _ in further(manifests)))
    return {
        name: ports.choose(f"service-{name}", FIRST_OFFSET + number)
        for number, name in enumerate(names)
    }


def answers(port: int, path: str, *, seconds: float = 3.0) -> bool:
    """Tell whether ``GET path`` on a local port is answered with 200."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=seconds)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
