"""The navigation bar: built from the manifests of the selected services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from nscl_shared.auth.principal import Principal
from nscl_shared.i18n import N_, _, current_language, translate
from nscl_shared.plugins import SERVICES, NavigationItem, ServiceManifest, plugins
from nscl_shared.plugins import service_manifests as load_manifests
from nscl_shared.province import ProfileError, current_profile
from nscl_shared.settings import settings


@dataclass(frozen=True)
class Link:
    """One entry as the page shows it."""

    label: str
    path: str
    current: bool


@dataclass(frozen=True)
class Section:
    """The entries of one service."""

    name: str
    title: str
    links: tuple[Link, ...]


OPERATORS = frozenset({"admin", "auditor"})
DEAD_LETTERS = N_("Dead letters")


@cache
def selected_manifests() -> Mapping[str, ServiceManifest]:
    """Return the manifests of the services that run here and are installed here."""
    installed = plugins(SERVICES)
    return load_manifests(name for name in selected_services() if name in installed)


def selected_services() -> tuple[str, ...]:
    """Return the selected services' names: the setting's, else the province profile's."""
    if settings().services:
        return settings().services
    try:
        return tuple(current_profile().services)
    except ProfileError:
        return ()


def province_name() -> str:
    """Return the province's name in the current language; empty without a profile."""
    try:
        name = current_profile().name
    except ProfileError:
        return ""
    return name.get(current_language()) or next(iter(name.values()), "")


def agency() -> Mapping[str, str]:
    """Return the agency of the province profile; empty without a profile."""
    try:
        return current_profile().agency
    except ProfileError:
        return {}


def sections(principal: Principal | None, path: str, service: str = "") -> list[Section]:
    """Return the navigation that ``principal`` sees, the entry of ``path`` marked.

    Operators see the dead letters of the ``service`` that answers, or of the first
    that has subscriptions.
    """
    found = [section for section in _sections(principal, path) if section.links]
    return [*found, *_operation(principal, path, service)]


def subscribers() -> list[Link]:
    """Return the dead-letter pages of the selected services that have subscriptions."""
    return [
        Link(_title(manifest), dead_letters_of(manifest.name), current=False)
        for manifest in selected_manifests().values()
        if manifest.subscribes
    ]


def dead_letters_of(service: str) -> str:
    """Return the address of the dead letters of ``service``."""
    return f"/{service}/_dead-letters"


def _operation(principal: Principal | None, path: str, service: str) -> Iterator[Section]:
    pages = [link.path for link in subscribers()]
    if principal is not None and principal.role in OPERATORS and pages:
        own = dead_letters_of(service)
        link = Link(_(DEAD_LETTERS), own if own in pages else pages[0], path.startswith(own))
        yield Section("operation", _(DEAD_LETTERS), (link,))


def _sections(principal: Principal | None, path: str) -> Iterator[Section]:
    shown = [
        (manifest, [item for item in manifest.navigation if _visible(item, principal)])
        for manifest in selected_manifests().values()
    ]
    best = _best_match([item.path for _manifest, items in shown for item in items], path)
    for manifest, items in shown:
        links = tuple(_link(item, manifest.package, best) for item in items)
        yield Section(manifest.name, _title(manifest), links)


def _title(manifest: ServiceManifest) -> str:
    return manifest.title.get(current_language()) or manifest.name


def _visible(item: NavigationItem, principal: Principal | None) -> bool:
    return not item.roles or (principal is not None and principal.role in item.roles)


def _best_match(paths: list[str], path: str) -> str:
    """Return the longest of ``paths`` under which ``path`` lies."""
    above = [candidate for candidate in paths if f"{path}/".startswith(f"{candidate}/")]
    return max(above, key=len, default="")


def _link(item: NavigationItem, package: str, best: str) -> Link:
    return Link(translate(item.label, package=package), item.path, item.path == best)
