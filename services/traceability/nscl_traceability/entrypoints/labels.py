"""Words for organisation types and verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nscl_shared.i18n import N_, _
from nscl_traceability.domain.verdict import Verdict

ORG_LABELS: Mapping[str, str] = {
    "DN": N_("Enterprise"),
    "HTX": N_("Cooperative"),
    "LHHTX": N_("Union of cooperatives"),
    "THT": N_("Cooperative group"),
    "HKD": N_("Business household"),
}


@dataclass(frozen=True)
class Said:
    """A verdict in words, with the tone of its badge."""

    title: str
    tone: str
    meaning: str


VERDICTS: Mapping[Verdict, Said] = {
    Verdict.GENUINE: Said(
        N_("Genuine product"), "good", N_("This stamp was issued for the product below.")
    ),
    Verdict.EXPIRED: Said(
        N_("Genuine, but past its expiry date"),
        "warn",
        N_("The stamp is genuine; the product should no longer be used."),
    ),
    Verdict.UNKNOWN: Said(
        N_("Unknown stamp"),
        "bad",
        N_(
            "This stamp was not issued by this province. Compare the address with the one on "
            "the label; if they are equal, do not trust the product."
        ),
    ),
}


def said(verdict: Verdict) -> Said:
    """Return the verdict in the caller's language."""
    words = VERDICTS[verdict]
    title, meaning = words.title, words.meaning
    return Said(_(title), words.tone, _(meaning))
