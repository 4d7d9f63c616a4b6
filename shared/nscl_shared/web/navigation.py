"""The navigation bar: built from the manifests of the selected services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from nscl_shared.auth.principal import Principal
from nscl_shared.i18n import current_language, translate
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


def sections(principal: Principal | None, path: str) -> list[Section]:
    """Return the navigation that ``principal`` sees, the entry of ``path`` marked."""
    return [section for section in _sections(principal, path) if section.links]


def _sections(principal: Principal | None, path: str) -> Iterator[Section]:
    shown = [
        (manifest, [item for item in manifest.navigation if _visible(item, principal)])
        for manifest in selected_manifests().values()
    ]
    best = _best_match([item.path for _manifest, items in shown for item in items], path)
    for manifest, items in shown:
        title = manifest.title.get(current_language()) or manifest.name
        links = tuple(_link(item, manifest.package, best) for item in items)
        yield Section(manifest.name, title, links)


def _visible(item: NavigationItem, principal: Principal | None) -> bool:
    return not item.roles or (principal is not None and principal.role in item.roles)


def _best_match(paths: list[str], path: str) -> str:
    """Return the longest of ``paths`` under which ``path`` lies."""
    above = [candidate for candidate in paths if f"{path}/".startswith(f"{candidate}/")]
    return max(above, key=len, default="")


def _link(item: NavigationItem, package: str, best: str) -> Link:
    return Link(translate(item.label, package=package), item.path, item.path == best)
