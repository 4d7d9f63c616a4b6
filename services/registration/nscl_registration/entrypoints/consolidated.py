"""The consolidated list of a call, drawn off the event loop."""

from __future__ import annotations

from functools import partial

from eventlet import tpool

from nscl_registration.entrypoints.drawn import Kind, drawn
from nscl_registration.publishing.consolidated import Consolidated, list_letter, list_workbook
from nscl_registration.queries.calls import every_proposal, show_call
from nscl_shared.documents.sheet import XLSX
from nscl_shared.province import current_profile
from nscl_shared.web import Download

NAME = "danh-muc-de-xuat-du-thao"


def letter_of(call_id: str, kind: Kind) -> Download:
    """Return the draft letter with the list."""
    return drawn(kind, NAME, partial(list_letter, _content(call_id)))


def xlsx_of(call_id: str) -> Download:
    """Return the list as a workbook."""
    return Download(tpool.execute(list_workbook, _content(call_id)), f"{NAME}.xlsx", XLSX)


def _content(call_id: str) -> Consolidated:
    profile = current_profile()
    return Consolidated(
        call=show_call(call_id),
        proposals=list(every_proposal(call_id)),
        agency=profile.agency,
        province=profile.name["vi"],
    )
