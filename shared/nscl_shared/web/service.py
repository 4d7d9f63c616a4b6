"""Everything the web kit knows of one service, put together once at its start."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cached_property
from typing import Any

from jinja2 import Environment

from nscl_shared.auth.tokens import TokenVerifier
from nscl_shared.i18n import add_package
from nscl_shared.web.access import AccessTable
from nscl_shared.web.assets import KIT, Assets
from nscl_shared.web.problems import SHARED_PROBLEMS, ProblemTable
from nscl_shared.web.templating import build_environment

Observer = Callable[[str, str, str, int, float], None]
# path, status and code → the ``type`` of a problem document
ProblemType = Callable[[str, int, str], str]


def own_type(_path: str, _status: int, code: str) -> str:
    """Return the type of a problem that no standard has a name for."""
    return f"urn:nscl:problem:{code}"


class ServiceWeb:
    """Name, tables, templates, files and verifier of a service class.

    Raises:
        UndeclaredRouteError: a route has no access rule.
    """

    def __init__(self, service_class: Any) -> None:
        self.service_class = service_class
        self.name: str = service_class.name
        self.package: str = service_class.__module__.partition(".")[0]
        self.access: AccessTable = getattr(service_class, "access", AccessTable({}))
        self.access.require_complete(service_class)
        own: ProblemTable = getattr(service_class, "problems", ProblemTable({}))
        self.problems = own.over(SHARED_PROBLEMS)
        self.problem_type: ProblemType = getattr(service_class, "problem_type", own_type)
        self.verifier = TokenVerifier.from_settings()
        self.observe = _observer()
        add_package(self.package)

    @cached_property
    def assets(self) -> Assets:
        """The static files of the service and the kit."""
        return Assets(self.name, (self.package, KIT))

    @cached_property
    def templates(self) -> Environment:
        """The templates of the service and the kit."""
        return build_environment(self.package, self.assets)


def _observer() -> Observer:
    """Return the metrics hook of the observability kit where it is present."""
    try:
        module = importlib.import_module("nscl_shared.observability.metrics")
    except ModuleNotFoundError:
        return lambda _service, _method, _route, _status, _seconds: None
    observe: Observer = module.observe_http
    return observe
