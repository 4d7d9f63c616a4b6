"""The published figures, and a report laid beside them line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import yaml

# Said by the source, but no figure of a report.
WORDS_ONLY = frozenset({"product_kind", "named_participant"})
# A report also says from what it was computed; that is not a result.
NOT_RESULTS = frozenset({"generated_from"})
NAMES = ("id", "number", "audience")

Path = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One figure: where it stands, as published and as reported; None: not given.

    ``path`` leads to it, members of lists by their name: ``("projects", "P1", "products")``.
    """

    path: Path
    published: object
    reported: object

    @property
    def agrees(self) -> bool:
        """Tell whether the report says what was published; more than that is no error."""
        return self.published is None or self.published == self.reported

    @property
    def where(self) -> str:
        """Return the path as text."""
        return ".".join(self.path)

    def __str__(self) -> str:
        return f"{self.where}: published {self.published}, found {self.reported}"


def load_published() -> dict[str, Any]:
    """Return the published figures that come with this package."""
    text = files("nscl_example_lang_son_2022").joinpath("published.yaml").read_text("utf-8")
    return dict(yaml.safe_load(text))


def lines(report: Mapping[str, Any], published: Mapping[str, Any]) -> list[Line]:
    """Return every figure of either side once, in the order of the published ones."""
    given, found = dict(_leaves(published)), dict(_leaves(report))
    return [Line(path, given.get(path), found.get(path)) for path in {**given, **found}]


def differences(report: Mapping[str, Any], published: Mapping[str, Any]) -> list[str]:
    """Return the published lines with which the report disagrees, in words."""
    return [str(line) for line in lines(report, published) if not line.agrees]


def _leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Yield every figure with its path."""
    if isinstance(value, Mapping):
        for name, member in value.items():
            if name not in WORDS_ONLY | NOT_RESULTS:
                yield from _leaves(member, (*path, str(name)))
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for member in value:
            yield from _leaves(member, (*path, _name(member)))
    else:
        yield path, value.isoformat() if isinstance(value, date) else value


def _name(member: Mapping[str, Any]) -> str:
    return next(str(member[key]) for key in NAMES if key in member)
