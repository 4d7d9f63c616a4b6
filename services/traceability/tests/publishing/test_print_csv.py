"""The print file: each row as it would be written one by one."""

from itertools import pairwise

import numpy as np
import pytest

from nscl_traceability.publishing.print_csv import CHUNK, HEADER, csv_of, runs

URL = "https://nscl.langson.example/01/08936000000011/10/L2022-01/21/"


def serials(first, last):
    """Twenty digits that end with the index."""
    rows = [f"{index:020d}".encode() for index in range(first, last + 1)]
    return np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(-1, 20)


@pytest.mark.parametrize(
    ("first", "last"), [(1, 1), (1, 9), (1, 120), (98, 1_002), (33_554_400, 33_554_431)]
)
def test_every_row_has_index_serial_and_address(first, last):
    rows = b"".join(csv_of(first, last, URL, serials)).decode().split("\r\n")
    assert rows.pop(0) == HEADER.decode().strip()
    assert rows.pop() == ""
    assert rows == [f"{i},{i:020d},{URL}{i:020d}" for i in range(first, last + 1)]


@pytest.mark.parametrize(("first", "last"), [(1, 1_000_000), (95, 250_017), (7, 7)])
def test_runs_cover_the_range_once_and_are_equally_wide(first, last):
    made = list(runs(first, last, CHUNK))
    assert (made[0][0], made[-1][1]) == (first, last)
    assert all(b[0] == a[1] + 1 for a, b in pairwise(made))
    assert all(len(str(a)) == len(str(b)) and b - a < CHUNK for a, b in made)
