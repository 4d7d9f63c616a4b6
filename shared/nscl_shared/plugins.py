"""Plugin discovery: what is installed decides what exists, the province what runs.

Groups of entry points and what an implementer must return:

``nscl.services``
    a :class:`ServiceManifest`.
``nscl.scanners``
    a function that looks for viruses, see ``nscl_shared.persistence.scanners``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any

SERVICES = "nscl.services"


class PluginError(RuntimeError):
    """A plugin is missing, doubled or not what its group asks for."""


@dataclass(frozen=True)
class NavigationItem:
    """One link of the navigation bar.

    ``label`` is an English msgid of the owning service's catalogue; ``roles``
    are those that see the link, empty for everybody.
    """

    label: str
    path: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Process:
    """A process of a service beside the nameko one, with an HTTP server of its own.

    ``module`` is run by ``python -m``: it listens at ``NSCL_BIND``, answers
    ``/health/live``, ``/health/ready`` and ``/metrics``, and ends on SIGTERM.
    ``prefixes`` are the URL prefixes the front door sends to it instead of to the
    service; ``paths`` are regular expressions (PCRE) of paths below no prefix;
    ``broker`` tells whether it talks to the broker.
    """

    name: str
    module: str
    prefixes: tuple[str, ...]
    paths: tuple[str, ...] = ()
    memory_mib: int = 160
    broker: bool = False


@dataclass(frozen=True)
class ServiceManifest:
    """What the runtime, compose file, k8s base and navigation need of a service.

    ``service_class`` is ``package.module:Class`` of the nameko service;
    ``prefixes`` are the URL prefixes the front door sends to it;
    ``setup`` is ``package.module:function`` that creates collections, indexes
    and runs migrations for a connected database (called before the first
    transaction); ``publishes`` and ``subscribes`` list event type patterns;
    ``hands_on`` lists those whose copies without personal data it gives to others;
    ``calls_others`` tells whether it sends to addresses that others gave, by HTTPS;
    ``needs`` lists settings beyond the common ones (environment names);
    ``read_models`` is ``package.module:object``, a ``ReadModels`` that
    ``nscl replay`` can build again, empty for none; ``processes`` are those that run
    beside the nameko service, with its settings and its database.
    """

    name: str
    title: Mapping[str, str]
    service_class: str
    prefixes: tuple[str, ...]
    setup: str
    navigation: tuple[NavigationItem, ...] = ()
    publishes: tuple[str, ...] = ()
    subscribes: tuple[str, ...] = ()
    hands_on: tuple[str, ...] = ()
    calls_others: bool = False
    needs: tuple[str, ...] = ()
    memory_mib: int = 160
    read_models: str = ""
    processes: tuple[Process, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def package(self) -> str:
        """Return the import package, e.g. ``nscl_registration``."""
        return self.service_class.partition(".")[0]

    def part(self, process: Process) -> str:
        """Return the name under which ``process`` runs everywhere."""
        return f"{self.name}-{process.name}"


def load_object(path: str) -> Any:
    """Import ``package.module:attribute``.

    Raises:
        PluginError: the module or attribute does not exist.
    """
    module, _, attribute = path.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise PluginError(f"cannot load {path!r}: {error}") from error


def plugins(group: str) -> dict[str, EntryPoint]:
    """Return the installed entry points of ``group`` by name, refusing doubles."""
    found: dict[str, EntryPoint] = {}
    for entry_point in entry_points(group=group):
        other = found.setdefault(entry_point.name, entry_point)
        if other.value != entry_point.value:
            raise PluginError(
                f"two plugins of {group} are called {entry_point.name!r}: "
                f"{other.value} and {entry_point.value}; uninstall one"
            )
    return dict(sorted(found.items()))


def service_manifests(selected: Iterable[str] | None = None) -> dict[str, ServiceManifest]:
    """Return the manifests of the selected (default: all installed) services.

    Raises:
        PluginError: a selected service is not installed.
    """
    installed = plugins(SERVICES)
    names = list(installed) if selected is None else list(selected)
    missing = sorted(set(names) - set(installed))
    if missing:
        raise PluginError(
            f"services not installed: {', '.join(missing)}; installed: {', '.join(installed)}"
        )
    return {name: _manifest(installed[name]) for name in names}


def _manifest(entry_point: EntryPoint) -> ServiceManifest:
    manifest = entry_point.load()
    if not isinstance(manifest, ServiceManifest) or manifest.name != entry_point.name:
        raise PluginError(
            f"{entry_point.value} must be a ServiceManifest named {entry_point.name!r}"
        )
    return manifest
