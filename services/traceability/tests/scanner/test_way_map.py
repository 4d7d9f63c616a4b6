"""The map of a way: every place inside the frame, in its direction, with a true scale."""

from __future__ import annotations

import math

import pytest

from nscl_traceability.scanner.way_map import HEIGHT, MARGIN, WIDTH, draw

LANG_SON, HA_NOI, HAI_PHONG = (21.85, 106.76), (21.03, 105.85), (20.86, 106.68)


@pytest.mark.parametrize("points", [[], [None, None], [LANG_SON], [LANG_SON, None, LANG_SON]])
def test_one_place_makes_no_map(points):
    assert draw(points) is None


def test_places_have_the_number_of_their_first_step_and_lie_in_their_direction():
    drawn = draw([None, LANG_SON, HA_NOI, LANG_SON, HAI_PHONG])
    assert drawn is not None
    north, west, south = drawn.marks
    assert [mark.number for mark in drawn.marks] == [2, 3, 5]
    assert north.y < west.y < south.y
    assert west.x < south.x < north.x
    assert len(drawn.route.split()) == 4  # the way back is drawn as well


@pytest.mark.parametrize(
    "points",
    [
        [LANG_SON, HA_NOI],
        [(8.6, 104.7), (23.4, 105.3), (12.6, 109.4)],
        [(21.85, 106.76), (21.86, 106.76)],
        [(0.0, -179.9), (0.0, 179.9)],
    ],
)
def test_the_drawing_keeps_its_frame_and_its_scale_is_true(points):
    drawn = draw(points)
    assert drawn is not None
    for mark in drawn.marks:
        assert MARGIN - 1 <= mark.x <= WIDTH - MARGIN + 1
        assert MARGIN - 1 <= mark.y <= HEIGHT - MARGIN + 1
    assert 0 < drawn.scale_length <= 100
    first, second = drawn.marks[:2]
    drawn_km = math.dist((first.x, first.y), (second.x, second.y))
    drawn_km *= drawn.scale_km / drawn.scale_length
    assert drawn_km == pytest.approx(kilometres(*points[:2]), rel=0.05)


def kilometres(one, other):
    """The distance on a plane at their latitude, as on any map of this size."""
    middle = math.radians((one[0] + other[0]) / 2)
    across = (one[1] - other[1]) * math.cos(middle)
    return 111.2 * math.hypot(one[0] - other[0], across)
