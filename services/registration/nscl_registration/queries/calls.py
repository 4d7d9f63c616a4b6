"""Calls and proposals for pages, REST and the consolidated list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nscl_registration.queries.paging import equal, every
from nscl_registration.storage.documents_programme import CallDocument, ProposalDocument
from nscl_registration.storage.lists import list_of
from nscl_shared.kernel import NotFound
from nscl_shared.persistence.ladder import ladder_of, loaded

BATCH = 200
PROPOSAL = ("id", "version", "number", "call_id", "submitted_on", "late", "state", "attachments",
            "checks", "decision")  # fmt: skip


def list_calls(*, cursor: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}``, latest deadline first."""
    ladder = ladder_of(CallDocument, descending=True)
    found = ladder.page(list_of({}), after=cursor, size=limit)
    rows = [_call(document) for document in loaded(CallDocument, found.rows)]
    return {"items": rows, "next": found.next}


def show_call(call_id: str) -> dict[str, Any]:
    """Return one call.

    Raises:
        NotFound: there is none.
    """
    document = CallDocument.objects(id=call_id).first()
    if document is None:
        raise NotFound("call-not-found", id=call_id)
    return _call(document)


def list_proposals(
    call_id: str, *, owner: str | None = None, cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}`` of a call by number, only ``owner``'s if given.

    Raises:
        NotFound: there is no such call.
    """
    call = show_call(call_id)
    name = list_of(equal(call_id=call_id, owner_account_id=owner))
    found = ladder_of(ProposalDocument).page(name, after=cursor, size=limit)
    rows = [_proposal(document, call, owner) for document in loaded(ProposalDocument, found.rows)]
    return {"items": rows, "next": found.next}


def every_proposal(call_id: str) -> Iterator[dict[str, Any]]:
    """Yield all proposals to a call by number, page by page."""
    return every(lambda cursor: list_proposals(call_id, cursor=cursor, limit=BATCH))


def show_proposal(proposal_id: str, *, owner: str | None = None) -> dict[str, Any]:
    """Return one proposal; an ``owner`` sees only visible comments.

    Raises:
        NotFound: there is none, or it is not ``owner``'s.
    """
    document = ProposalDocument.objects(id=proposal_id).first()
    if document is None or (owner and document.owner_account_id != owner):
        raise NotFound("proposal-not-found", id=proposal_id)
    return _proposal(document, show_call(document.call_id), owner)


def _call(document: Any) -> dict[str, Any]:
    return {
        "id": document.id,
        "version": document.version,
        **document.terms,
        "attachments": list(document.attachments),
        "closed_on": document.closed_on,
        "cancelled": document.cancelled,
        "reason": document.reason,
    }


def _proposal(document: Any, call: dict[str, Any], owner: str | None) -> dict[str, Any]:
    comments = [one for one in document.comments if not owner or one["visible"]]
    checked = {one["document"]: one for one in document.checks}
    attached = {one["serves"] for one in document.attachments}
    documents = [
        _required(n, checked.get(n), attached=n in attached) for n in call["required_documents"]
    ]
    return {
        **{name: getattr(document, name) for name in PROPOSAL},
        **document.content,
        "total_vnd": sum(line["amount_vnd"] for line in document.content["budget"]),
        "comments": comments,
        "documents": documents,
        "complete": all(one["present"] for one in documents),
    }


def _required(name: str, check: dict[str, Any] | None, *, attached: bool) -> dict[str, Any]:
    present = check["present"] if check else attached
    note = check["note"] if check else None
    return {"document": name, "present": present, "checked": bool(check), "note": note}
