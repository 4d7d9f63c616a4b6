"""The report of a recall, written off the event loop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventlet import tpool

from nscl_shared.documents.layout import DOCX
from nscl_shared.i18n import use_language
from nscl_shared.province import current_profile
from nscl_shared.web import Download
from nscl_traceability.entrypoints.labels_trace import paper_words
from nscl_traceability.publishing.recall_paper import recall_paper


def report(recall: Mapping[str, Any]) -> Download:
    """Return the report as a download."""
    with use_language("vi"):
        words = paper_words()
    paper = tpool.execute(recall_paper, recall, current_profile().agency, words)
    return Download(paper, f"bao-cao-{recall['number'].lower()}.docx", DOCX)
