"""Words for recalls, traces, certificates and what the law asks for."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_shared.i18n import N_, _

RISKS: Mapping[str, tuple[str, str]] = {
    "high": (N_("High: danger to health"), "bad"),
    "medium": (N_("Medium"), "warn"),
    "low": (N_("Low: quality or label"), "info"),
}
RECALL_STATES: Mapping[str, tuple[str, str]] = {
    "requested": (N_("Asked for"), "info"),
    "refused": (N_("Refused"), "neutral"),
    "open": (N_("Open"), "bad"),
    "closed": (N_("Closed"), "good"),
    "withdrawn": (N_("Withdrawn"), "neutral"),
}
RECALL_STEPS: Mapping[str, str] = {
    "requested": N_("Asked for"),
    "opened": N_("Opened"),
    "refused": N_("Refused"),
    "widened": N_("Reaches further"),
    "restated": N_("Instruction changed"),
    "answered": N_("Answer of a firm"),
    "closed": N_("Closed"),
    "withdrawn": N_("Withdrawn"),
}
JOINTS: Mapping[str, str] = {
    "input": N_("Went into"),
    "transformation": N_("Transformed into"),
    "aggregation": N_("Packed into"),
    "association": N_("Associated with"),
}
SCHEMES: Mapping[str, str] = {
    "hop-chuan": N_("Conformity to standards"),
    "hop-quy": N_("Conformity to technical regulations"),
    "iso-9001": "ISO 9001",
    "iso-22000": "ISO 22000",
    "iso-14001": "ISO 14001",
    "iso-45001": "ISO 45001",
    "iso-50001": "ISO 50001",
    "vietgap": "VietGAP",
    "globalgap": "GlobalG.A.P.",
    "gahp": "GAHP",
    "organic": N_("Organic"),
    "haccp": "HACCP",
    "other": N_("Other"),
}
REQUIREMENTS: Mapping[str, str] = {
    "name": N_("Name on the label"),
    "gtin": "GTIN",
    "picture": N_("A picture"),
    "producer": N_("Producer"),
    "producer-address": N_("Address of the producer"),
    "producer-code": N_("Identifier of the producer"),
    "origin": N_("Origin"),
    "standards": N_("Standards applied"),
    "warnings": N_("Safety warnings"),
    "portal": N_("Link to the national traceability portal"),
}
DETAILS: Mapping[str, str] = {
    "name": N_("Name on the label"),
    "ocop_stars": N_("OCOP stars"),
    "project_id": N_("Project"),
    "description": N_("How it is made"),
    "ingredients": N_("Ingredients"),
    "net_content": N_("Net content"),
    "storage": N_("How to keep it"),
    "usage": N_("How to use it"),
    "warnings": N_("Safety warnings"),
    "origin": N_("Origin"),
    "brand": N_("Brand"),
    "model": N_("Model"),
    "shelf_life": N_("Shelf life"),
    "standards": N_("Standards applied"),
    "producer_address": N_("Address of the producer"),
    "producer_code": N_("Identifier of the producer"),
    "portal_url": N_("Link to the national traceability portal"),
    "place": N_("Place of production"),
}


def choices(words: Mapping[str, str | tuple[str, str]]) -> list[tuple[str, str]]:
    """Return code and words of each for a list to choose from."""
    told = {code: one if isinstance(one, str) else one[0] for code, one in words.items()}
    return [(code, _(text)) for code, text in told.items()]


def paper_words() -> dict[str, str]:
    """Return the words of the report in the current language."""
    known = {code: text for code, (text, _tone) in {**RISKS, **RECALL_STATES}.items()}
    return {code: _(text) for code, text in {**RECALL_STEPS, **known}.items()}
