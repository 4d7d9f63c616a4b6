"""Write the tables of ``nscl_shared/units/data`` anew from a PyPI data set.

Run it by ``make units``: it installs the data set into a temporary environment
(the platform itself never depends on it), reads its SQLite file and its table of
successions, checks both and writes three CSV files and a note of their source.
"""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

PACKAGE = "vietnamadminunits"
VERSION = "1.0.4"
LICENSE = "MIT, Copyright (c) 2025 Tran Ngoc Minh Hieu"
LAST_OLD_DAY = "2025-06-30"
FIRST_NEW_DAY = "2025-07-01"
TARGET = Path(__file__).parent.parent / "shared/nscl_shared/units/data"

Row = tuple[str, ...]


def main() -> None:
    """Install, read, check, write."""
    with tempfile.TemporaryDirectory() as folder:
        data = _installed(Path(folder))
        database = sqlite3.connect(data / "dataset.db")
        database.row_factory = sqlite3.Row
        old = database.execute("SELECT * FROM admin_units_legacy").fetchall()
        new = database.execute("SELECT * FROM admin_units").fetchall()
        successions = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
        [licence] = data.parent.parent.glob(f"{PACKAGE}-{VERSION}.dist-info/licenses/LICENSE")
        shutil.copyfile(licence, TARGET / "LICENSE.txt")
    units = sorted({*_old_units(old), *_new_units(new)})
    pairs = sorted(set(_pairs(successions, _old_keys(old), _new_keys(new))))
    _write("units.csv", ("code", "name", "type", "parent", "valid_from", "valid_to"), units)
    places = sorted(_places(new))
    _write("unit_map.csv", ("old", "new", "main"), pairs)
    _write("unit_places.csv", ("code", "latitude", "longitude", "area_km2"), places)
    _note(units=len(units), successions=len(pairs), places=len(places))
    print(f"{len(units)} units, {len(pairs)} successions written to {TARGET}")


def _installed(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    python = folder / "bin/python"
    wanted = f"{PACKAGE}=={VERSION}"
    command = [python, "-m", "pip", "install", "--quiet", "--no-deps", wanted]
    subprocess.run(command, check=True)  # noqa: S603
    [found] = folder.glob(f"lib/python*/site-packages/{PACKAGE}/data")
    return found


def _split(full: str, kinds: Iterable[str]) -> Row:
    """Return name and kind of "Phường Phúc Xá"; the kind is written out in the full name."""
    full = normalize("NFC", " ".join(full.split()))
    for kind in kinds:
        if full.casefold().startswith(f"{kind} ".casefold()):
            return full[len(kind) + 1 :], kind
    raise SystemExit(f"{full}: which kind of unit is this?")


PROVINCE = ("Tỉnh", "Thành phố")
DISTRICT = ("Quận", "Huyện", "Thị xã", "Thành phố")
COMMUNE = ("Phường", "Xã", "Thị trấn", "Đặc khu")


def _old_units(rows: Iterable[sqlite3.Row]) -> Iterator[Row]:
    ended = ("", LAST_OLD_DAY)
    for row in rows:
        yield (row["provinceCode"], *_split(row["province"], PROVINCE), "", *ended)
        district = _split(row["district"], DISTRICT)
        yield (row["districtCode"], *district, row["provinceCode"], *ended)
        if row["wardCode"]:  # five island districts had no communes
            yield (row["wardCode"], *_split(row["ward"], COMMUNE), row["districtCode"], *ended)


def _new_units(rows: Iterable[sqlite3.Row]) -> Iterator[Row]:
    valid = (FIRST_NEW_DAY, "")
    for row in rows:
        yield (row["provinceCode"], *_split(row["province"], PROVINCE), "", *valid)
        yield (row["wardCode"], *_split(row["ward"], COMMUNE), row["provinceCode"], *valid)


def _places(rows: Iterable[sqlite3.Row]) -> Iterator[Row]:
    """Yield the middle and the area of the communes of today; of four the area is not known."""
    for row in rows:
        yield (
            row["wardCode"],
            f"{row['wardLat']:.4f}",
            f"{row['wardLon']:.4f}",
            f"{row['wardAreaKm2']:.2f}" if row["wardAreaKm2"] else "",
        )


def _old_keys(rows: Iterable[sqlite3.Row]) -> dict[str, str]:
    return {
        f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}": row["wardCode"]
        or row["districtCode"]
        for row in rows
    }


def _new_keys(rows: Iterable[sqlite3.Row]) -> dict[tuple[str, str], str]:
    return {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in rows}


def _pairs(
    given: dict[str, dict[str, dict[str, list[object]]]],
    old: dict[str, str],
    new: dict[tuple[str, str], str],
) -> Iterator[Row]:
    """Yield old code, new code and "1" where the old unit's centre went; no key may be unknown."""
    for province, successors in given["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for key, predecessors in successors.items():
            for predecessor in predecessors:
                yield old[str(predecessor)], new[province, key], "1"
    for province, divided in given["DICT_PROVINCE_WARD_DIVIDED"].items():
        for predecessor, parts in divided.items():
            for part in parts:
                main = "1" if part["isDefaultNewWard"] else "0"  # type: ignore[index]
                yield old[predecessor], new[province, part["newWardKey"]], main  # type: ignore[index]


def _write(name: str, header: Row, rows: Iterable[Row]) -> None:
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _note(**counts: int) -> None:
    source = {
        "generated_by": "make units (scripts/administrative_units.py)",
        "package": PACKAGE,
        "version": VERSION,
        "license": LICENSE,
        "state": "before 2025-07-01: the units of 2025-06-30; since: those of 2025-07-01",
        **counts,
    }
    text = json.dumps(source, ensure_ascii=False, indent=2)
    (TARGET / "SOURCE.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
