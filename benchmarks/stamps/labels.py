"""Labels as PDF: how many a second on one core, and whether every code is read back.

The time is the processor's of this process, so that a busy machine does not
count; decoding is not in it.  Run by ``python -m benchmarks.stamps.labels``.
"""

import argparse
import json
import os
import time

import numpy as np
import pypdfium2
import zxingcpp

from nscl_traceability.domain.serials_bulk import serials_of
from nscl_traceability.publishing.labels.drawing import LabelText
from nscl_traceability.publishing.labels.qr import shouted
from nscl_traceability.publishing.labels.sheets import Job, pdf_of
from nscl_traceability.publishing.labels.templates import TEMPLATES
from nscl_traceability.storage.keyring import bulk_round_function

LABELS, GOAL = 10_000, 2_000
SCALE = 3  # pixels a point: 216 dots an inch
URL = "https://nscl.langson.example/01/08936000000011/10/L2022-01/21/"
TEXT = LabelText("Na Chi Lăng loại một", "Hợp tác xã Na Chi Lăng", "L2022-01", 4)


def labels_per_s(labels: int = LABELS, template: str = "a4-40") -> dict[str, float]:
    """Return labels per second of one core, and how many codes were read back and equal."""
    prf = bulk_round_function(os.urandom(32))

    def serials(first: int, last: int) -> list[str]:
        return [bytes(row).decode() for row in serials_of(1, first, last, 0, prf)]

    def job(last: int) -> Job:
        return Job(
            template=TEMPLATES[template], text=TEXT, level="M", url_prefix=URL, first=1, last=last
        )

    b"".join(pdf_of(job(100), serials))  # the font is cut once for all files with these letters
    started = time.process_time()
    file = b"".join(pdf_of(job(labels), serials))
    seconds = time.process_time() - started
    wanted = {shouted(URL) + serial for serial in serials(1, labels)}
    return {
        "labels_per_s": labels / seconds,
        "labels": labels,
        "bytes_each": len(file) / labels,
        "read_back": len(decoded(file) & wanted),
    }


def decoded(file: bytes) -> set[str]:
    """Return what the codes of all pages say."""
    found = set()
    for page in pypdfium2.PdfDocument(file):
        seen = np.ascontiguousarray(page.render(scale=SCALE, grayscale=True).to_numpy())
        found |= {code.text for code in zxingcpp.read_barcodes(seen)}
    return found


def main() -> None:
    """Print the figures as JSON; end with 1 when a code cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=LABELS)
    parser.add_argument("--template", default="a4-40", choices=TEMPLATES)
    given = parser.parse_args()
    found = labels_per_s(given.labels, given.template)
    print(json.dumps(found, indent=2))
    raise SystemExit(found["read_back"] != given.labels)


if __name__ == "__main__":
    main()
