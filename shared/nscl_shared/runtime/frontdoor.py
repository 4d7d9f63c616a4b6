"""The front door: one nginx, one origin, configured from the selected services."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from nscl_shared.plugins import ServiceManifest
from nscl_shared.province import Profile
from nscl_shared.runtime.frontdoor_pages import PROBLEMS, write_pages
from nscl_shared.runtime.layout import Layout, write_private
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import LOOPBACK, PortBook, listens
from nscl_shared.runtime.process import require_program
from nscl_shared.runtime.services import further

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Vary": "Accept-Language, Cookie",
}
TEMPORARY = ("body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True)
class FrontDoor:
    """The reverse proxy of one state directory.

    ``service_ports`` maps each selected service, and each of its further processes, to
    the port it listens on.
    A manifest's ``extra["max_body_mib"]`` raises the limit of a request's body.
    """

    layout: Layout
    ports: PortBook
    profile: Profile
    manifests: dict[str, ServiceManifest]
    service_ports: dict[str, int]

    @property
    def port(self) -> int:
        """The port of the one origin, 8322 unless taken."""
        return self.ports.choose("frontdoor", 0)

    @property
    def url(self) -> str:
        """The address people open; ``localhost`` counts as a secure context."""
        return f"http://localhost:{self.port}"

    def part(self) -> Part:
        """Return the one process (nginx in the foreground)."""
        nginx = require_program("nginx", "nginx-light")
        home = self.layout.frontdoor
        return Part(
            name="frontdoor",
            command=(nginx, "-p", str(home), "-e", "stderr", "-c", str(home / "nginx.conf")),
            log=self.layout.log_of("frontdoor"),
            prepare=self.write,
            ready=self.ready,
            port=self.port,
            grace=5,
            # nginx's worker would outlive a killed master; SIGTERM ends both.
            on_orphaned=signal.SIGTERM,
        )

    def write(self) -> None:
        """Write the configuration and the static pages."""
        home = self.layout.frontdoor
        for name in TEMPORARY:
            (home / "temp" / name).mkdir(parents=True, exist_ok=True)
        write_pages(home / "www", self.profile, self.manifests.values())
        write_private(home / "nginx.conf", self.configuration())

    def configuration(self) -> str:
        """Return nginx's configuration."""
        environment = Environment(
            loader=PackageLoader("nscl_shared.runtime"),
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701  (not HTML; every value is ours)
        )
        return environment.get_template("nginx.conf").render(
            home=self.layout.frontdoor,
            access_log=self.layout.log / "access.log",
            as_root=os.geteuid() == 0,
            address=LOOPBACK,
            port=self.port,
            services=list(self._upstreams()),
            problems=PROBLEMS,
            page_headers=page_headers,
        )

    def ready(self) -> bool:
        """Tell whether nginx accepts connections."""
        return listens(self.port)

    def _upstreams(self) -> Iterable[dict[str, Any]]:
        for name, manifest in self.manifests.items():
            yield {
                "name": name,
                "port": self.service_ports[name],
                "prefixes": manifest.prefixes,
                "paths": (),
                "body_mib": manifest.extra.get("max_body_mib", 1),
            }
        for name, _, process in further(self.manifests):
            yield {
                "name": name,
                "port": self.service_ports[name],
                "prefixes": process.prefixes,
                "paths": process.paths,
                "body_mib": 1,
            }


def page_headers(cache: str = "no-store", *, scripts: bool = False) -> str:
    """Return nginx directives: the headers of a static page (not inherited there).

    With ``scripts`` the page may run those of its own origin.
    """
    headers = {**PAGE_HEADERS, "Cache-Control": cache, "X-Request-ID": "$nscl_request_id"}
    if scripts:
        headers["Content-Security-Policy"] += "; script-src 'self'; img-src data:"
    return " ".join(f'add_header {name} "{value}" always;' for name, value in headers.items())
