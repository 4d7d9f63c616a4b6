"""The trace of a lot as a picture: origins above, what was made of it below.

Narrow enough for a phone where few lots stand side by side, and for A4 always; at most
three boxes a line.  Every fact stands in the table beside it, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from nscl_shared.i18n import _
from nscl_traceability.entrypoints.trace_letters import SIZE, cut
from nscl_traceability.queries.trace import Chain, Joint

BOX_WIDTH, BOX_HEIGHT = 168, 74
GAP_X, GAP_Y, LEVEL_GAP, MARGIN = 12, 14, 46, 8
ABREAST = 3
SHOWN = 240
ROOM = BOX_WIDTH - 20
FONT = "system-ui, 'Noto Sans', sans-serif"
COLOURS = {
    "start": ("#e3f0ec", "#0b5d4e"),
    "lot": ("#ffffff", "#55635d"),
    "outside": ("#f4f7f5", "#8a5200"),
    "package": ("#e5eefb", "#1d4f91"),
    "recalled": ("#fce8e6", "#a61b1b"),
}


@dataclass(frozen=True)
class Box:
    """A node and where its upper left corner is."""

    node: Mapping[str, Any]
    x: float
    y: float

    @property
    def middle(self) -> float:
        """Return the middle of its width."""
        return self.x + BOX_WIDTH / 2


def drawn(chain: Chain, *, links: bool = True) -> Markup:
    """Return the picture as SVG; with ``links`` boxes lead to their lots."""
    nodes = sorted(chain.nodes, key=lambda one: (abs(one["level"]), one["level"]))[:SHOWN]
    boxes, height = _placed(sorted(nodes, key=lambda one: one["level"]))
    width = MARGIN * 2 + _columns(nodes) * (BOX_WIDTH + GAP_X) - GAP_X
    by_node = {box.node["node"]: box for box in boxes}
    lines = [
        _line(joint, by_node[joint.upstream], by_node[joint.downstream])
        for joint in chain.joints
        if joint.upstream in by_node and joint.downstream in by_node
    ]
    shapes = [_box(box, start=box.node["node"] == chain.start, link=links) for box in boxes]
    return Markup(  # noqa: S704  # made here; what people wrote is escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" class="trace" role="img" '
        f'viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}" '
        f'font-family="{FONT}" font-size="{SIZE}">'
        f"<title>{escape(_('Trace of the lot'))}</title>"
        f"<desc>{escape(_('The same facts stand in the table.'))}</desc>"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#55635d"/></marker></defs>'
        f"{''.join(lines)}{''.join(shapes)}</svg>"
    )


def left_out(chain: Chain) -> int:
    """Return how many nodes the picture leaves out; the table has them."""
    return max(0, len(chain.nodes) - SHOWN)


def _columns(nodes: list[Any]) -> int:
    levels = [len(list(same)) for _level, same in _by_level(nodes)]
    return min(ABREAST, max(levels, default=1))


def _by_level(nodes: list[Any]) -> Any:
    return groupby(sorted(nodes, key=lambda one: one["level"]), key=lambda one: one["level"])


def _placed(nodes: list[Any]) -> tuple[list[Box], float]:
    boxes: list[Box] = []
    columns, y = _columns(nodes), float(MARGIN)
    for _level, same in _by_level(nodes):
        row = list(same)
        for start in range(0, len(row), ABREAST):
            part = row[start : start + ABREAST]
            indent = (columns - len(part)) * (BOX_WIDTH + GAP_X) / 2
            places = (MARGIN + indent + place * (BOX_WIDTH + GAP_X) for place in range(len(part)))
            boxes += [Box(node, x, y) for node, x in zip(part, places, strict=True)]
            y += BOX_HEIGHT + GAP_Y
        y += LEVEL_GAP - GAP_Y
    return boxes, y - LEVEL_GAP + MARGIN


def _line(joint: Joint, upper: Box, lower: Box) -> str:
    x1, y1, x2, y2 = upper.middle, upper.y + BOX_HEIGHT, lower.middle, lower.y
    bend = max(20.0, abs(y2 - y1) / 2)
    dash = ' stroke-dasharray="4 3"' if joint.kind in {"aggregation", "association"} else ""
    return (
        f'<path d="M{x1:g} {y1:g}C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2:g}" '
        f'fill="none" stroke="#55635d" stroke-width="1.5"{dash} marker-end="url(#tip)"/>'
    )


def _box(box: Box, *, start: bool, link: bool) -> str:
    node = box.node
    kind = "recalled" if node["recalled"] else "start" if start else node["kind"]
    fill, stroke = COLOURS[kind]
    firm = node["firm_name"] or ""
    lot = _("Lot {number}", number=node["number"]) if node["number"] else ""
    told = " · ".join(part for part in (node["name"], node["number"], firm) if part)
    text = "".join(
        f'<text x="{box.x + 10:g}" y="{box.y + y:g}" fill="{ink}"{weight}>{escape(cut(words, ROOM, bold="weight" in weight))}</text>'
        for y, words, ink, weight in (
            (20, node["name"], "#1b2420", ' font-weight="600"'),
            (38, lot, "#1b2420", ""),
            (55, firm, "#55635d", ""),
            (69, "⚠ " + _("Recalled") if node["recalled"] else "", "#a61b1b", ' font-size="11"'),
        )
        if words
    )
    shape = (
        f'<g><title>{escape(told)}</title><rect x="{box.x:g}" y="{box.y:g}" rx="8" '
        f'width="{BOX_WIDTH}" height="{BOX_HEIGHT}" fill="{fill}" stroke="{stroke}" '
        f'stroke-width="{3 if start else 1.5}"/>{text}</g>'
    )
    if not (link and node["lot_id"]):
        return shape
    return f'<a href="/traceability/lots/{escape(node["lot_id"])}">{shape}</a>'
