"""Every generated deployment file as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from nscl_shared.deploy.accounts import OPERATOR
from nscl_shared.deploy.images import IMAGES
from nscl_shared.deploy.lock import closure
from nscl_shared.deploy.secrets import sources
from nscl_shared.deploy.workload import Workload
from nscl_shared.plugins import service_manifests
from nscl_shared.province import Profile, load_profile
from nscl_shared.runtime.broker import PLUGINS
from nscl_shared.runtime.frontdoor import page_headers
from nscl_shared.runtime.frontdoor_pages import PROBLEMS

COMMAND = "python -m nscl_shared.deploy render"
SINGLE = {
    "docker-compose.yml": "docker-compose.yml",
    ".dockerignore": "dockerignore",
    "deploy/compose/database.js": "database.js",
    "deploy/compose/enabled_plugins": "enabled_plugins",
    "deploy/compose/frontdoor.Dockerfile": "frontdoor.Dockerfile",
    "deploy/compose/nginx.conf": "nginx.conf",
    "deploy/compose/rabbitmq.conf": "rabbitmq.conf",
    "deploy/prometheus/kubernetes.yml": "prometheus.kubernetes.yml",
    "deploy/prometheus/prometheus.yml": "prometheus.yml",
    "k8s/infra/broker.yaml": "infra/broker.yaml",
    "k8s/infra/database.yaml": "infra/database.yaml",
    "k8s/infra/kustomization.yaml": "infra/kustomization.yaml",
    "k8s/infra/networkpolicy.yaml": "infra/networkpolicy.yaml",
    "k8s/secrets.example.yaml": "secrets.example.yaml",
}
BASE = {
    f"k8s/base/{{name}}/{kind}.yaml": f"base/{kind}.yaml"
    for kind in (
        "deployment",
        "service",
        "poddisruptionbudget",
        "horizontalpodautoscaler",
        "networkpolicy",
        "kustomization",
    )
}
PER_SERVICE = {"services/{name}/Dockerfile": "Dockerfile"}
PER_PROVINCE = {
    "deploy/compose/{code}.env": "province.env",
    "deploy/prometheus/targets/{code}.yml": "targets.yml",
    "k8s/overlays/{code}/ingress.yaml": "overlay/ingress.yaml",
    "k8s/overlays/{code}/kustomization.yaml": "overlay/kustomization.yaml",
    "k8s/overlays/{code}/namespace.yaml": "overlay/namespace.yaml",
    "k8s/overlays/{code}/networkpolicy.yaml": "overlay/networkpolicy.yaml",
}
# Settings that are no secrets and have a sensible value for a first start.
DEFAULTS = {"NSCL_MAIL_FROM": "nscl@localhost"}


@dataclass(frozen=True)
class Deployment:
    """The deployment files of the workspace at ``root``.

    Covers the services in ``services/`` and the profiles in ``provinces/``;
    what is merely installed beside them has a deployment of its own.
    """

    root: Path

    @cached_property
    def workloads(self) -> dict[str, Workload]:
        """Return the workspace's services by name."""
        names = sorted(path.parent.name for path in self.root.glob("services/*/pyproject.toml"))
        return {name: Workload(manifest) for name, manifest in service_manifests(names).items()}

    @cached_property
    def programs(self) -> dict[str, Workload]:
        """Return the workspace's services and their further processes by name."""
        services = self.workloads.values()
        found = [*services, *(each for service in services for each in service.further)]
        return {each.name: each for each in found}

    @cached_property
    def profiles(self) -> list[Profile]:
        """Return the profiles of all provinces, by code."""
        found = sorted(self.root.glob("provinces/*/profile.yaml"))
        return [load_profile(path.parent) for path in found]

    def files(self) -> dict[str, str]:
        """Return the content of every generated file by its path below the root."""
        return dict(self._files())

    def _files(self) -> Iterator[tuple[str, str]]:
        common = self._common()
        for path, template in SINGLE.items():
            yield path, render(template, common)
        for name, workload in self.workloads.items():
            for path, template in PER_SERVICE.items():
                yield path.format(name=name), render(template, common, workload=workload)
        for name, program in self.programs.items():
            for path, template in BASE.items():
                yield path.format(name=name), render(template, common, workload=program)
        for profile in self.profiles:
            facts = self._facts(profile)
            for path, template in PER_PROVINCE.items():
                yield path.format(code=profile.code), render(template, common, **facts)

    def _facts(self, profile: Profile) -> dict[str, Any]:
        services = [self.workloads[name] for name in profile.services]
        selected = [*services, *(each for service in services for each in service.further)]
        return {
            "profile": profile,
            "selected": selected,
            "host": f"nscl.{profile.code}.example",
            "landing": landing(services),
            "settings": sorted({name for each in selected for name in each.settings}),
        }

    def _common(self) -> dict[str, Any]:
        workloads = list(self.workloads.values())
        return {
            "command": COMMAND,
            "release": version("nscl-shared"),
            "images": IMAGES,
            "workloads": workloads,
            "programs": list(self.programs.values()),
            "profiles": self.profiles,
            "defaults": DEFAULTS,
            "secret_sources": sources(workloads),
            "build_packages": sorted({*closure("hatchling"), "hatchling"}),
            "all_packages": sorted({name for each in workloads for name in each.packages}),
            "broker_plugins": PLUGINS,
            "operator": OPERATOR,
            "problems": PROBLEMS,
            "page_headers": page_headers,
        }


def landing(selected: list[Workload]) -> str:
    """Return the page that the bare host leads to: the first that everybody may see."""
    items = [item for workload in selected for item in workload.manifest.navigation]
    public = [item.path for item in items if not item.roles]
    return (public or [selected[0].manifest.prefixes[0]])[0]


def render(template: str, common: Mapping[str, Any], **facts: Any) -> str:
    """Return the text of ``templates/<template>.j2``."""
    return _templates().get_template(f"{template}.j2").render(common, **facts)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("nscl_shared.deploy"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  (not HTML; every value is ours)
    )
