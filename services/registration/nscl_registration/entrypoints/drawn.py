"""Papers as files to download, laid out and written off the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from eventlet import tpool

from nscl_shared.documents.layout import DOCX, saved
from nscl_shared.documents.pdf import PDF, pdf_of
from nscl_shared.web import Download

Kind = Literal["docx", "pdf"]
TYPES = {"docx": DOCX, "pdf": PDF}


def drawn(kind: Kind, name: str, layout: Callable[[], Any], *, foot: str = "") -> Download:
    """Return what ``layout`` lays out as a file; ``foot`` is for every page of a PDF.

    ``layout`` runs in a thread: it must read nothing from the database.
    """
    data = tpool.execute(_written, kind, layout, foot)
    return Download(data, f"{name}.{kind}", TYPES[kind])


def _written(kind: Kind, layout: Callable[[], Any], foot: str) -> bytes:
    document = layout()
    return pdf_of(document, foot=foot) if kind == "pdf" else saved(document)
