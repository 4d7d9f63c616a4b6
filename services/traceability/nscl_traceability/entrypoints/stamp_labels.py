"""Words for states, acts and reasons of stamps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nscl_shared.i18n import N_
from nscl_traceability.domain.stamp_batch import BatchState
from nscl_traceability.domain.stamp_states import VoidReason

# words and tone of the badge
STATES: Mapping[str, tuple[str, str]] = {
    BatchState.REQUESTED: (N_("Waits for a decision"), "info"),
    BatchState.APPROVED: (N_("Approved, to be issued"), "progress"),
    BatchState.REFUSED: (N_("Refused"), "bad"),
    BatchState.ISSUED: (N_("Issued"), "good"),
}
TABS: Sequence[tuple[str, str]] = (
    (BatchState.REQUESTED, N_("Requests")),
    (BatchState.APPROVED, N_("To be issued")),
    (BatchState.ISSUED, N_("Issued")),
    (BatchState.REFUSED, N_("Refused")),
)
REASONS: Mapping[str, str] = {
    VoidReason.LOST: N_("Lost"),
    VoidReason.DAMAGED: N_("Damaged"),
    VoidReason.SUSPECTED_FORGED: N_("Suspected forged"),
}
ACTS: Mapping[str, str] = {
    "requested": N_("Requested"),
    "approved": N_("Approved"),
    "refused": N_("Refused"),
    "issued": N_("Issued"),
    "printed": N_("Handed to a printer"),
    "scrapped": N_("Scrapped by the printer"),
    "activated": N_("Put into use"),
    "voided": N_("Made void"),
}
FIGURES: Sequence[tuple[str, str]] = (
    ("printed", N_("Printed")),
    ("activated", N_("In use")),
    ("in_stock", N_("In stock")),
    ("scrapped", N_("Scrapped")),
    ("voided", N_("Void")),
    ("lost", N_("Lost")),
)
LEVELS: Sequence[tuple[str, str]] = (
    ("L", N_("L – 7 %")),
    ("M", N_("M – 15 %")),
    ("Q", N_("Q – 25 %")),
    ("H", N_("H – 30 %")),
)
SIZES: Mapping[str, str] = {
    "a4-24": N_("A4, 24 labels of 70 × 37 mm"),
    "a4-40": N_("A4, 40 labels of 52.5 × 29.7 mm"),
    "a4-65": N_("A4, 65 labels of 38.1 × 21.2 mm"),
    "roll-50x30": N_("Roll, 50 × 30 mm"),
    "roll-30x40": N_("Roll, 30 × 40 mm"),
    "roll-3x32x20": N_("Roll, three abreast, 32 × 20 mm"),
}


def ranges_text(ranges: Sequence[Sequence[int]], most: int = 6) -> str:
    """Return ranges as people write them: ``1–40, 45``; what is beyond ``most`` is left out."""
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in ranges[:most]]
    return ", ".join(shown) + (" …" if len(ranges) > most else "")
