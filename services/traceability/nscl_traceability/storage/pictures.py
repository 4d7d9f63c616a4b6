"""Pictures: read with care, made smaller, stripped of everything but what they show."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from nscl_shared.kernel import InvalidInput

WIDTHS = (320, 800, 1600)
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82
NAME_LENGTH = 150


@dataclass(frozen=True)
class Rendered:
    """One size as a JPEG file."""

    width: int
    height: int
    data: bytes


def renditions(data: bytes, name: str) -> list[Rendered]:
    """Return the picture in the widths that are not above its own, the narrowest first.

    Nothing of the file but its pixels is kept: no EXIF, no position, no thumbnail, no
    colour profile (colours are led to sRGB by their values).  It costs CPU: call it in
    a thread of its own.

    Raises:
        InvalidInput: ``picture-type``, ``picture-size`` (more pixels than fit into
            memory well, which a small file can claim), or ``picture-broken``.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                _require_size(image, name)
                image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
                return list(_sizes(_upright(image)))
        except UnidentifiedImageError as error:
            told = {"name": name[:NAME_LENGTH], "allowed": ", ".join(FORMATS)}
            raise InvalidInput("picture-type", field="file", **told) from error
        except Image.DecompressionBombError as error:
            raise _too_big(name) from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise InvalidInput("picture-broken", field="file", name=name[:NAME_LENGTH]) from error


def _require_size(image: Image.Image, name: str) -> None:
    # told by the header: nothing is unpacked yet
    if image.width * image.height > MOST_PIXELS:
        raise _too_big(name)


def _too_big(name: str) -> InvalidInput:
    most = MOST_PIXELS // 1_000_000
    return InvalidInput("picture-size", field="file", name=name[:NAME_LENGTH], most=most)


def _upright(image: Image.Image) -> Image.Image:
    """Return the picture as it is held, on white where it is transparent."""
    turned = ImageOps.exif_transpose(image)
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        colours = turned.convert("RGBA")
        white = Image.new("RGBA", colours.size, "white")
        return Image.alpha_composite(white, colours).convert("RGB")
    return turned.convert("RGB")


def _sizes(image: Image.Image) -> Iterator[Rendered]:
    own = min(image.width, WIDTHS[-1])
    for width in sorted({*(width for width in WIDTHS if width < own), own}):
        height = max(1, round(image.height * width / image.width))
        smaller = image.resize((width, height), Image.Resampling.LANCZOS)
        out = BytesIO()
        smaller.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
        yield Rendered(width, height, out.getvalue())
