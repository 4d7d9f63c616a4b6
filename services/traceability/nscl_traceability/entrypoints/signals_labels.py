"""Words for signals, cases and reports."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_shared.i18n import N_, _
from nscl_traceability.entrypoints.labels import PROBLEM_LABELS

# words and tone of the badge
KINDS: Mapping[str, tuple[str, str]] = {
    "cloned-cluster": (N_("Cluster of copied stamps"), "bad"),
    "impossible-travel": (N_("Too far in too short a time"), "bad"),
    "many-devices": (N_("One stamp, many devices"), "bad"),
    "after-void": (N_("Void or lost stamp scanned"), "bad"),
    "before-activation": (N_("Scanned before it was put into use"), "warn"),
    "bad-serials": (N_("Burst of forged serials"), "warn"),
    "after-recall": (N_("Recalled goods scanned"), "info"),
    "after-expiry": (N_("Scanned long after expiry"), "info"),
}
CASE_STATES: Mapping[str, tuple[str, str]] = {
    "open": (N_("Under examination"), "progress"),
    "closed": (N_("Concluded"), "neutral"),
}
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "counterfeit": (N_("Counterfeit confirmed"), "bad"),
    "misuse": (N_("Genuine stamps, wrongly used"), "warn"),
    "harmless": (N_("Harmless"), "good"),
    "unclear": (N_("Not to be cleared up"), "neutral"),
}
STEPS: Mapping[str, str] = {
    "opened": N_("Case opened"),
    "evidence": N_("More evidence"),
    "noted": N_("Note"),
    "voided": N_("Stamps made void"),
    "closed": N_("Concluded"),
    "reopened": N_("Opened again"),
}
TAKEN: Mapping[str, str] = {"no": N_("In no case"), "yes": N_("In a case")}
MEASURES: Mapping[str, str] = {
    "scans": N_("All scans"),
    "suspicious": N_("Suspicious scans"),
    "forged": N_("Forged serials"),
}
REPORT_KINDS: Mapping[str, str] = {kind.value: words for kind, words in PROBLEM_LABELS.items()}


def name(table: Mapping[str, str | tuple[str, str]], code: str) -> str:
    """Return the words of a code in the caller's language."""
    words = table[code]
    return _(words if isinstance(words, str) else words[0])


def told(signal: Mapping[str, object]) -> str:
    """Return the figures of a signal in words."""
    if signal["km"] is not None:
        return _(
            "{km:number} km from {place} in {minutes:number} minutes",
            km=signal["km"],
            place=signal["other_commune_name"],
            minutes=signal["minutes"],
        )
    if signal["product_count"] is not None:
        return _(
            "{n:number} serials from {hour}:00 on, {named:number} of them for this product",
            n=signal["count"],
            hour=signal["hour"],
            named=signal["product_count"],
        )
    words = {
        "bad-serials": N_("{n:number} serials from {hour}:00 on"),
        "cloned-cluster": N_("{n:number} stamps of one batch"),
        "many-devices": N_("at least {n:number} devices on one day"),
    }.get(str(signal["kind"]))
    return _(words, n=signal["count"], hour=signal["hour"]) if words else ""
