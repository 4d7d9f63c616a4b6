"""Words and colours for schemes, states and steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl_certification.handlers.schemes import installed_schemes
from nscl_contracts.vocabulary import ORG_TYPES
from nscl_shared.i18n import N_, _, current_language

CASE_STATES: Mapping[str, tuple[str, str]] = {
    "planned": (N_("Planned"), "neutral"),
    "in-progress": (N_("Consulting, applying"), "progress"),
    "audited": (N_("Audited"), "info"),
    "corrective": (N_("Corrective action"), "warn"),
    "granted": (N_("Certificate granted"), "good"),
    "closed": (N_("Closed without certificate"), "neutral"),
}

STANDINGS: Mapping[str, tuple[str, str]] = {
    "valid": (N_("Valid"), "good"),
    "expiring": (N_("Expiring soon"), "warn"),
    "expired": (N_("Expired"), "bad"),
    "suspended": (N_("Suspended"), "warn"),
    "reinstated": (N_("Suspension lifted"), "good"),
    "revoked": (N_("Revoked"), "bad"),
    "replaced": (N_("Replaced"), "neutral"),
}

# A certificate's first step has the state "valid", but what happened is the granting.
CERTIFICATE_STEPS: Mapping[str, tuple[str, str]] = {**STANDINGS, "valid": (N_("Granted"), "good")}

# Where a case should go next is the one strong button; the other ways are quiet.
FORWARD: Mapping[str, str] = {
    "planned": "begin",
    "in-progress": "audit",
    "corrective": "audit",
    "audited": "grant",
    "suspended": "reinstate",
}

ACTIONS: Mapping[str, str] = {
    "begin": N_("Begin consulting or applying"),
    "audit": N_("Record an audit"),
    "require-correction": N_("Ask for corrective action"),
    "grant": N_("Register the certificate"),
    "close": N_("Close without a certificate"),
    "suspend": N_("Suspend"),
    "reinstate": N_("Lift the suspension"),
    "replace": N_("Replace by another certificate"),
    "revoke": N_("Revoke"),
}

WARNINGS: Mapping[str, str] = {
    "expiry-unusually-missing": N_(
        "Please check: certificates of this scheme usually expire, this one does not."
    ),
    "validity-unusually-long": N_(
        "Please check: this certificate is valid for longer than its scheme usually allows."
    ),
}

ORG_TYPE_NAMES: Mapping[str, str] = {
    "DN": N_("Enterprise"),
    "HTX": N_("Cooperative"),
    "LHHTX": N_("Union of cooperatives"),
    "THT": N_("Cooperative group"),
    "HKD": N_("Household business"),
}


def scheme_title(code: str) -> str:
    """Return the scheme's title in the current language; its code if it is not installed."""
    scheme = installed_schemes().get(code)
    return scheme.title.get(current_language(), code) if scheme else code


def scheme_options() -> list[tuple[str, str]]:
    """Return ``(code, title)`` of the installed schemes, "other" last."""
    titles = [(code, scheme_title(code)) for code in installed_schemes()]
    return sorted(titles, key=lambda option: (option[0] == "other", option[1]))


def org_type_name(code: str) -> str:
    """Return the name of an organisation type."""
    return _(ORG_TYPE_NAMES.get(code, code))


def org_type_options() -> list[tuple[str, str]]:
    """Return ``(code, name)`` of the organisation types."""
    return [(code, org_type_name(code)) for code in ORG_TYPES]


def label(table: Mapping[str, tuple[str, str]], code: str) -> tuple[str, str]:
    """Return ``(words, tone)`` of a state."""
    words, tone = table.get(code, (code, "neutral"))
    return _(words), tone


def actions(path: str, state: str, allowed: list[str]) -> list[tuple[str, str, str]]:
    """Return ``(address, words, kind of button)`` of the steps that are possible now."""
    forward = FORWARD.get(state)
    return [
        (f"{path}/steps/{action}", _(ACTIONS[action]), "" if action == forward else "quiet")
        for action in allowed
    ]


def timeline(
    steps: list[dict[str, Any]], table: Mapping[str, tuple[str, str]]
) -> list[dict[str, Any]]:
    """Return the steps with words and colour."""
    return [{**step, "label": label(table, step["state"])} for step in steps]
