"""Who may call which route: one declarative table per service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nscl_shared.auth.principal import ROLES, Principal
from nscl_shared.web.errors import NotAllowed, NotAuthenticated
from nscl_shared.web.spec import RouteSpec, routes_of


@dataclass(frozen=True)
class Access:
    """A rule.  ``roles`` is None for "anybody who is logged in"; ``anonymous`` for all."""

    anonymous: bool = False
    roles: frozenset[str] | None = None

    def check(self, principal: Principal | None) -> None:
        """Let ``principal`` pass.

        Raises:
            NotAuthenticated: nobody is logged in and the route is not public.
            NotAllowed: the role is not one of the rule's.
        """
        if self.anonymous:
            return
        if principal is None:
            raise NotAuthenticated
        if self.roles is not None and principal.role not in self.roles:
            raise NotAllowed(principal.role, self.roles)


def public() -> Access:
    """Anybody, without logging in."""
    return Access(anonymous=True)


def authenticated() -> Access:
    """Anybody who is logged in."""
    return Access()


def roles(*names: str) -> Access:
    """Only these roles; nothing is implied (an admin is no officer unless listed).

    Raises:
        ValueError: a name is not a role.
    """
    unknown = set(names) - ROLES
    if unknown or not names:
        raise ValueError(f"unknown roles {sorted(unknown)}; known: {sorted(ROLES)}")
    return Access(roles=frozenset(names))


class UndeclaredRouteError(RuntimeError):
    """A service has routes without an access rule; it must not start."""


class AccessTable:
    """Rules by ``"METHOD /url"``, the URL exactly as in ``@route``."""

    def __init__(self, rules: Mapping[str, Access]) -> None:
        self._rules = dict(rules)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def rule_for(self, spec: RouteSpec) -> Access | None:
        """Return the rule of a route: the table's, else the one its mixin came with."""
        return self._rules.get(spec.key, spec.access)

    def required_rule(self, spec: RouteSpec) -> Access:
        """Return the rule of a route.

        Raises:
            UndeclaredRouteError: there is none.
        """
        rule = self.rule_for(spec)
        if rule is None:
            raise UndeclaredRouteError(f"{spec.key} has no access rule")
        return rule

    def undeclared(self, service_class: type) -> list[str]:
        """List the routes of ``service_class`` that have no rule."""
        specs = routes_of(service_class)
        return sorted(spec.key for spec in specs if self.rule_for(spec) is None)

    def unused(self, service_class: type) -> list[str]:
        """List the rules for which ``service_class`` has no route."""
        return sorted(set(self._rules) - {spec.key for spec in routes_of(service_class)})

    def require_complete(self, service_class: type) -> None:
        """Refuse routes without a rule.

        Raises:
            UndeclaredRouteError: naming each of them.
        """
        missing = self.undeclared(service_class)
        if missing:
            raise UndeclaredRouteError(
                f"{service_class.__name__}: no access rule for {', '.join(missing)}; "
                "declare them in entrypoints/access.py"
            )
