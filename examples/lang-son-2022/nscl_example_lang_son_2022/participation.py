"""One seat in a project, before units have names and keys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wish:
    """An item asked for; ``product`` is a product's name, ``standard`` what it is to meet."""

    item_code: str
    product: str | None = None
    standard: str | None = None


@dataclass(frozen=True, kw_only=True)
class Participation:
    """A unit's place in a project.

    ``cost`` is the range of the whole cost in million VND. ``same_as`` names
    the earlier seat (project, place in it) that the same unit has.
    """

    project: str
    org_type: str
    trade: str
    wishes: tuple[Wish, ...]
    cost: tuple[int, int]
    name: str = ""
    same_as: tuple[str, int] | None = None
