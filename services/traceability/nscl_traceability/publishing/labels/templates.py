"""The sizes labels come in.  A new one is a line here; all lengths are millimetres."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

A4 = (210.0, 297.0)


@dataclass(frozen=True, kw_only=True)
class LabelTemplate:
    """A page of ``columns`` × ``rows`` labels; a roll is a page of one row.

    ``left`` and ``top`` are the page's margins, ``gap`` lies between labels.
    """

    name: str
    page: tuple[float, float]
    label: tuple[float, float]
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    gap: tuple[float, float] = (0.0, 0.0)

    @property
    def per_page(self) -> int:
        """Return how many labels a page has."""
        return self.columns * self.rows

    def corners(self) -> Iterator[tuple[float, float]]:
        """Yield the lower left corner of each label, row by row from the top, from the page's."""
        width, height = self.label
        for row in range(self.rows):
            y = self.page[1] - self.top - height - row * (height + self.gap[1])
            for column in range(self.columns):
                yield self.left + column * (width + self.gap[0]), y


_ALL = (
    LabelTemplate(name="a4-24", page=A4, label=(70.0, 37.0), columns=3, rows=8, top=0.5),
    LabelTemplate(name="a4-40", page=A4, label=(52.5, 29.7), columns=4, rows=10),
    LabelTemplate(
        name="a4-65", page=A4, label=(38.1, 21.2), columns=5, rows=13, left=4.65, top=10.7,
        gap=(2.55, 0.0),
    ),
    LabelTemplate(name="roll-50x30", page=(50.0, 30.0), label=(50.0, 30.0)),
    LabelTemplate(name="roll-30x40", page=(30.0, 40.0), label=(30.0, 40.0)),
    LabelTemplate(
        name="roll-3x32x20", page=(100.0, 22.0), label=(32.0, 20.0), columns=3, left=0.5, top=1.0,
        gap=(1.5, 0.0),
    ),
)  # fmt: skip
TEMPLATES: Mapping[str, LabelTemplate] = {template.name: template for template in _ALL}
