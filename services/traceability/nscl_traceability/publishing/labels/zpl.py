"""Labels in ZPL II, the language of thermal printers.

The fonts built into printers lack most Vietnamese letters, so names are
written without accents; serial and code are exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nscl_shared.kernel import bare_letters
from nscl_traceability.publishing.labels.drawing import LabelText, Layout, layout_of
from nscl_traceability.publishing.labels.qr import QUIET, modules, shouted
from nscl_traceability.publishing.labels.sheets import Job, SerialsOf

RUN = 500
RESOLUTIONS = (203, 300, 600)  # dots per inch
MOST_MAGNIFIED = 10
COMMANDS = "^~_"
SMALLEST = 12  # dots: letters below are not legible
SERIAL_LINES = 2
NAMES = 2  # of the lines: of the product and of its producer
BREAK = r"\&"


def zpl_of(job: Job, serials_of: SerialsOf, dpi: int) -> Iterator[bytes]:
    """Yield the file in pieces: one format a row of labels."""
    template, columns = job.template, job.template.columns
    for start in range(job.first, job.last + 1, RUN * columns):
        stop = min(job.last, start + RUN * columns - 1)
        serials = serials_of(start, stop)
        rows = [serials[place : place + columns] for place in range(0, len(serials), columns)]
        size = len(modules(shouted(job.url_prefix) + serials[0], job.level))
        page = template.page[0], template.page[1]
        yield b"".join(_row(job, row, size, dpi, page) for row in rows)


def _row(job: Job, serials: Sequence[str], size: int, dpi: int, page: tuple[float, float]) -> bytes:
    width, height = (_dots(length, dpi) for length in page)
    labels = "".join(
        _label(job, serial, corner, size, dpi)
        for corner, serial in zip(job.template.corners(), serials, strict=False)
    )
    return f"^XA^CI28^PW{width}^LL{height}{labels}^XZ\n".encode()


def _label(job: Job, serial: str, corner: tuple[float, float], size: int, dpi: int) -> str:
    layout = layout_of(job.template)
    left, bottom, side = layout.code
    module = max(1, min(MOST_MAGNIFIED, _dots(side, dpi) // (size + 2 * QUIET)))
    free = (_dots(side, dpi) - module * size) // 2
    x, y = corner[0] + left, job.template.page[1] - corner[1] - bottom - side
    code = (
        f"^FO{_dots(x, dpi) + free},{_dots(y, dpi) + free}^BQN,2,{module}"
        f"^FD{job.level}A,{shouted(job.url_prefix)}{serial}^FS"
    )
    return code + _words(job, layout, serial, corner, dpi)


def _words(job: Job, layout: Layout, serial: str, corner: tuple[float, float], dpi: int) -> str:
    left, top, width = layout.text
    page = job.template.page[1]
    x, y = _dots(corner[0] + left, dpi), _dots(page - corner[1] - top, dpi)
    size = max(SMALLEST, _dots(layout.serial[2] * 25.4 / 72, dpi))
    serial_x, serial_y, _ = layout.serial
    bottom = _dots(page - corner[1] - serial_y, dpi)
    shown = _facts(job.text, x, y, size, _dots(width, dpi), (bottom - y) // size - SERIAL_LINES)
    halves = [f"{serial[:5]} {serial[5:10]}", f"{serial[10:15]} {serial[15:]}"]
    at = _dots(corner[0] + serial_x, dpi)
    shown += [_field(at, bottom - (2 - n) * size, size, [half]) for n, half in enumerate(halves)]
    return "".join(shown)


def _facts(text: LabelText, x: int, y: int, size: int, width: int, room: int) -> list[str]:
    """Return what all labels say; names take a second line of the ``room`` that is left."""
    stars = f"OCOP {'*' * text.stars}" if text.stars else ""
    lines = [text.product, text.firm, f"LO {text.lot}", stars]
    spare, shown = room - len(lines) + lines.count(""), []
    most = max(1, 2 * width // size)
    for place, words in enumerate(lines):
        several = 2 if place < NAMES and spare > 0 else 1
        broken = _broken(_plain(words), most, several)
        shown.append(_field(x, y, size, broken, width))
        spare -= len(broken) - 1
        y += len(broken) * size
    return shown


def _plain(words: str) -> str:
    return bare_letters(words.replace("–", "-")).encode("ascii", "replace").decode()


def _broken(words: str, most: int, lines: int) -> list[str]:
    """Return ``words`` in at most ``lines`` lines of ``most`` letters; ``..`` says it was cut."""
    done: list[str] = []
    rest = words.split()
    while rest and len(done) < lines - 1:
        line = rest.pop(0)
        while rest and len(line) + 1 + len(rest[0]) <= most:
            line += f" {rest.pop(0)}"
        done.append(_cut(line, most))
    return [*done, _cut(" ".join(rest), most)] if rest or not done else done


def _cut(line: str, most: int) -> str:
    return line if len(line) <= most else f"{line[: max(1, most - 2)].rstrip()}.."


def _field(x: int, y: int, size: int, lines: Sequence[str], width: int = 0) -> str:
    """Return lines of words; what begins a command of the printer is written as hexadecimal."""
    block = f"^FB{width},{len(lines)},0,L" if len(lines) > 1 else ""
    # in a block a backslash begins a command, too
    shown = [line.replace("\\", "/") if block else line for line in lines]
    safe = [
        "".join(f"_{ord(sign):02X}" if sign in COMMANDS else sign for sign in line)
        for line in shown
    ]
    words = BREAK.join(safe)
    return f"^FO{x},{y}^A0N,{size},{size}{block}^FH^FD{words}^FS" if words else ""


def _dots(length: float, dpi: int) -> int:
    return round(length * dpi / 25.4)
