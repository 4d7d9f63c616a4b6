"""Words for organisation types, verdicts, their reasons and reported problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nscl_shared.i18n import N_, _
from nscl_traceability.domain.report import ProblemKind
from nscl_traceability.domain.verdict import Reason, Verdict

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


ACTIVITY_LABELS: Mapping[str, str] = {
    "harvested": N_("harvested"),
    "processed": N_("processed"),
    "packed": N_("packed"),
    "shipped": N_("shipped"),
    "received": N_("received"),
    "sold": N_("sold"),
}
UNIT_LABELS: Mapping[str, str] = {
    "KGM": N_("kilograms"),
    "TNE": N_("tonnes"),
    "LTR": N_("litres"),
    "GRM": N_("grams"),
    "H87": N_("pieces"),
}
VERDICTS: Mapping[Verdict, Said] = {
    Verdict.GENUINE: Said(
        N_("Genuine product"), "good", N_("This stamp was issued for the product below.")
    ),
    Verdict.EXPIRED: Said(
        N_("Genuine, but past its expiry date"),
        "warn",
        N_("The stamp is genuine; the product should no longer be used."),
    ),
    Verdict.SUSPICIOUS: Said(
        N_("Suspicious stamp"),
        "bad",
        N_("Something is wrong with this stamp. Do not trust the product before you know more."),
    ),
    Verdict.RECALLED: Said(
        N_("Recalled: do not use"),
        "bad",
        N_("The stamp is genuine, but this lot is called back. Return it to the shop."),
    ),
    Verdict.UNKNOWN: Said(
        N_("Unknown stamp"),
        "bad",
        N_(
            "This stamp was not issued by this province. If its code was read without a "
            "mistake, do not trust the product."
        ),
    ),
}


REASONS: Mapping[Reason, str] = {
    Reason.RECALLED_LOT: N_("The producer or an authority recalled this lot."),
    Reason.NOT_ACTIVATED: N_("The stamp was printed but never released for sale."),
    Reason.VOIDED: N_("The stamp was declared void."),
    Reason.SCRAPPED: N_("The stamp was thrown away by the printer and should be on no product."),
    Reason.LOST: N_("The stamp was reported lost or stolen."),
    Reason.MANY_DEVICES: N_(
        "Many different devices scanned this one stamp today: it may have been copied."
    ),
    Reason.EXPIRED: N_("The expiry date has passed."),
}


PROBLEM_LABELS: Mapping[ProblemKind, str] = {
    ProblemKind.FORGED: N_("I think the stamp or the product is forged"),
    ProblemKind.SPOILT: N_("The product is spoilt, or made somebody ill"),
    ProblemKind.MISLABELLED: N_("The label says something else than this page"),
    ProblemKind.UNREADABLE: N_("The code is damaged or stuck over"),
    ProblemKind.OTHER: N_("Something else"),
}


def said(verdict: Verdict) -> Said:
    """Return the verdict in the caller's language."""
    words = VERDICTS[verdict]
    title, meaning = words.title, words.meaning
    return Said(_(title), words.tone, _(meaning))
