"""The resolver description file, ``/.well-known/gs1resolver``."""

from __future__ import annotations

from typing import Any

from nscl_shared.settings import settings
from nscl_shared.web.navigation import agency, province_name
from nscl_traceability.domain.gs1 import identifiers
from nscl_traceability.scanner.links import CONTEXT, RELATIONS, VOCABULARY


def primary_keys() -> list[str]:
    """Return the identifiers that a Digital Link may begin with."""
    return sorted(code for code, each in identifiers().items() if each.qualifiers is not None)


def description() -> dict[str, Any]:
    """Return the file: every key is read and judged, only GTINs are registered."""
    active = list(dict.fromkeys(RELATIONS))  # two kinds of links may have one type
    return {
        "name": f"NSCL {province_name()}".strip(),
        "resolverRoot": settings().public_url,
        "supportedPrimaryKeys": ["01"],
        "linkTypeDefaultCanBeLinkset": False,
        "supportedLinkType": [{"namespace": VOCABULARY, "prefix": "gs1:"}],
        "activeLinkTypes": {"vi": active, "en": active},
        "jsonldContextLocation": CONTEXT,
        "contact": {"fn": agency().get("name", "")},
    }
