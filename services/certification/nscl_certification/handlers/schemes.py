"""The schemes that are installed: entry points of the group ``nscl.schemes``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from nscl_certification.domain.scheme import Scheme
from nscl_shared.kernel import InvalidInput
from nscl_shared.plugins import PluginError, plugins

SCHEMES = "nscl.schemes"


@cache
def installed_schemes() -> Mapping[str, Scheme]:
    """Return the schemes by code.

    Raises:
        nscl_shared.plugins.PluginError: two have one name, or an entry point
            gives something else than a ``Scheme`` of its own name.
    """
    found: dict[str, Scheme] = {}
    for code, entry_point in plugins(SCHEMES).items():
        scheme = entry_point.load()
        if not isinstance(scheme, Scheme) or scheme.code != code:
            raise PluginError(f"{entry_point.value} must be a Scheme with the code {code!r}")
        found[code] = scheme
    return found


def scheme_of(code: str) -> Scheme:
    """Return an installed scheme.

    Raises:
        InvalidInput: ``scheme-unknown``.
    """
    try:
        return installed_schemes()[code]
    except KeyError:
        known = ", ".join(installed_schemes())
        raise InvalidInput("scheme-unknown", field="scheme", scheme=code, known=known) from None
