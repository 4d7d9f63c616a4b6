"""A service as real processes, without any other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nscl_shared.auth.keys import read_signing_key
from nscl_shared.auth.tokens import TokenSigner
from nscl_shared.plugins import ServiceManifest
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import LOOPBACK, PortBook
from nscl_shared.runtime.secrets import Secrets
from nscl_shared.runtime.services import Services
from nscl_shared.runtime.supervisor import Supervisor
from nscl_shared.testing.fixtures import supervised


@dataclass(frozen=True)
class Alone:
    """The service's processes, itself first; ``signer`` makes the tokens it takes."""

    parts: Sequence[Part]
    supervisor: Supervisor
    signer: TokenSigner

    @property
    def url(self) -> str:
        """Return where it answers."""
        return f"http://{LOOPBACK}:{self.parts[0].port}"


@contextmanager
def running_alone(
    manifest: ServiceManifest, folder: Path, amqp_uri: str, mongodb_uri: str, **more: str
) -> Iterator[Alone]:
    """Run a service of Lạng Sơn inside the block; ``more`` is set in its environment."""
    layout = Layout(folder).create()
    ports = PortBook(layout.run / "ports.json", base=0)
    common = {
        "NSCL_AMQP_URI": amqp_uri,
        "NSCL_MONGODB_URI": mongodb_uri,
        "NSCL_PROVINCE": "lang-son",
        **more,
    }
    parts = Services(layout, ports, {manifest.name: manifest}, common, ()).parts()
    try:
        with supervised(layout, parts) as supervisor:
            signer = TokenSigner(read_signing_key(Secrets(layout.secrets).signing_key_file))
            yield Alone(parts, supervisor, signer)
    finally:
        ports.release()
