"""Compile GS1's Barcode Syntax Dictionary into the table of application identifiers.

    python scripts/gs1_syntax_dictionary.py gs1-syntax-dictionary.txt

The dictionary is published by GS1 (github.com/gs1/gs1-syntax-dictionary,
Apache-2.0).  Only its facts are taken: identifiers, formats, associations.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = (
    Path(__file__).parents[1] / "services/traceability/nscl_traceability/domain/gs1/ai_table.py"
)
COMPONENT = re.compile(r"\[?[NXYZ](\.\.)?\d+\]?(,[a-z0-9]+)*")
HEAD = '''"""GS1 application identifiers: flags, components, associations.  Generated; do not edit.

Facts of the GS1 Barcode Syntax Dictionary (github.com/gs1/gs1-syntax-dictionary).
Write it anew: python scripts/gs1_syntax_dictionary.py <gs1-syntax-dictionary.txt>
"""

# identifiers, flags, components, associations
TABLE: tuple[tuple[str, str, str, str], ...] = (
'''


def rows(dictionary: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield identifiers, flags, components and associations of each entry."""
    for line in dictionary.splitlines():
        facts = line.partition("#")[0].split()
        if not facts:
            continue
        identifiers, *rest = facts
        flags = "" if COMPONENT.fullmatch(rest[0]) else rest.pop(0)
        components = [word for word in rest if COMPONENT.fullmatch(word)]
        yield identifiers, flags, " ".join(components), " ".join(rest[len(components) :])


def compiled(dictionary: str) -> str:
    """Return the text of the generated module."""
    lines = (
        "    ({}),\n".format(", ".join(f'"{word}"' for word in row)) for row in rows(dictionary)
    )
    return f"{HEAD}{''.join(lines)})\n"


if __name__ == "__main__":
    TARGET.write_text(compiled(Path(sys.argv[1]).read_text(encoding="utf-8")), encoding="utf-8")
