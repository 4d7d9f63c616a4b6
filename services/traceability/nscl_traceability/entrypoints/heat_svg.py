"""Scans by commune and day as a picture: a line a commune, a column a day, the newest day first.

The darker a field, the more; its figure stands in it, so that nobody needs to tell
shades apart, and every figure stands in the table below, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from nscl_shared.i18n import _, number
from nscl_traceability.queries.scan_heat import Heat, HeatRow

SHOWN = 20
LABEL, FIELD_WIDTH, FIELD_HEIGHT, HEAD, GAP = 150, 40, 26, 24, 2
LETTERS = 20
FONT = "system-ui, 'Noto Sans', sans-serif"
# background and ink of each shade; each pair has a contrast of at least 4.5 : 1
SHADES: Sequence[tuple[str, str]] = (
    ("#f4f7f5", "#55635d"),
    ("#fde9d3", "#1b2420"),
    ("#f7bf86", "#1b2420"),
    ("#b8570f", "#ffffff"),
    ("#7a2a0a", "#ffffff"),
)
THOUSAND = 10_000


@dataclass(frozen=True)
class _Line:
    """A line of the picture: its name, the whole of it, and a figure for each day."""

    name: str
    figures: Sequence[int]


def drawn(heat: Heat, measure: str) -> Markup:
    """Return the picture as SVG; communes beyond ``SHOWN`` are summed up in one line."""
    lines = _lines(heat, measure)
    largest = max((figure for line in lines for figure in line.figures), default=0)
    width = LABEL + len(heat.days) * FIELD_WIDTH
    height = HEAD + len(lines) * FIELD_HEIGHT
    days = heat.days[::-1]
    heads = "".join(_head(place, day) for place, day in enumerate(days))
    rows = "".join(_row(place, line, days, largest) for place, line in enumerate(lines))
    return Markup(  # noqa: S704  # made here; names are escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="{FONT}" font-size="12">'
        f"<title>{escape(_('Scans by commune and day'))}</title>"
        f"<desc>{escape(_('The same figures stand in the table.'))}</desc>{heads}{rows}</svg>"
    )


def left_out(heat: Heat) -> int:
    """Return how many communes the picture sums up in one line."""
    return max(0, len(heat.rows) - SHOWN)


def shade(figure: int, largest: int) -> int:
    """Return the place of a figure's shade: 0 for none, then quarters of the largest."""
    return 0 if figure <= 0 else min(4, 1 + (figure - 1) * 4 // max(largest, 1))


def _lines(heat: Heat, measure: str) -> list[_Line]:
    shown = [
        _Line(row.name or _("Place not known"), _figures([row], heat, measure))
        for row in heat.rows[:SHOWN]
    ]
    rest = heat.rows[SHOWN:]
    if rest:
        shown.append(_Line(_("Other communes"), _figures(rest, heat, measure)))
    return shown


def _figures(rows: Sequence[HeatRow], heat: Heat, measure: str) -> list[int]:
    return [sum(row.figure(day, measure) for row in rows) for day in heat.days[::-1]]


def _head(place: int, day: date) -> str:
    x = LABEL + place * FIELD_WIDTH + FIELD_WIDTH / 2
    return f'<text x="{x:g}" y="16" text-anchor="middle" fill="#55635d">{day:%d/%m}</text>'


def _row(place: int, line: _Line, days: Sequence[date], largest: int) -> str:
    y = HEAD + place * FIELD_HEIGHT
    name = line.name.partition(",")[0]
    told = name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"
    fields = "".join(
        _field(column, y, line, day, shade(figure, largest), figure)
        for column, (day, figure) in enumerate(zip(days, line.figures, strict=True))
    )
    label = f'<text x="0" y="{y + 17}" fill="#1b2420">{escape(told)}<title>{escape(line.name)}</title></text>'
    return f"<g>{label}{fields}</g>"


def _field(column: int, y: int, line: _Line, day: date, level: int, figure: int) -> str:
    x = LABEL + column * FIELD_WIDTH
    fill, ink = SHADES[level]
    told = f"{line.name}, {day:%d/%m/%Y}: {number(figure)}"
    text = (
        f'<text x="{x + (FIELD_WIDTH - GAP) / 2:g}" y="{y + 17}" text-anchor="middle" '
        f'fill="{ink}">{escape(_short(figure))}</text>'
    )
    return (
        f'<g><title>{escape(told)}</title><rect x="{x}" y="{y}" width="{FIELD_WIDTH - GAP}" '
        f'height="{FIELD_HEIGHT - GAP}" rx="3" fill="{fill}"/>{text if figure else ""}</g>'
    )


def _short(figure: int) -> str:
    return number(figure) if figure < THOUSAND else f"{figure // 1_000}k"
