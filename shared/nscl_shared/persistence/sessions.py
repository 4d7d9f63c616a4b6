"""Ending what a killed predecessor left open.

A process that is killed inside a transaction leaves it open on the server,
where it blocks writers of the same documents until its lifetime ends (60 s by
default in MongoDB).  So each instance notes the ids of its sessions, and its
next start ends those of the process before it.  ``killSessions`` needs no
privilege for sessions of one's own user.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any
from uuid import UUID

from bson import Binary
from pymongo.client_session import ClientSession

from nscl_shared.persistence.connection import SESSIONS, database
from nscl_shared.settings import settings

_noted: set[UUID] = set()
_acting: ContextVar[str | None] = ContextVar("acting_instance", default=None)


def act_as(instance: str) -> None:
    """Note sessions from now on as those of ``instance``, for what is no service."""
    _acting.set(instance)


def note_session(service: str, session: ClientSession) -> None:
    """Remember the id of ``session``, once; drivers keep few and use them again."""
    session_id = session.session_id["id"].as_uuid()
    if session_id in _noted:
        return
    row = {"_id": session_id, "instance": _instance()}
    database(service)[SESSIONS].replace_one({"_id": session_id}, row, upsert=True)
    _noted.add(session_id)


def end_sessions_of_predecessor(service: str) -> int:
    """End the sessions an earlier process of this instance left; return how many."""
    sessions = database(service)[SESSIONS]
    left: list[dict[str, Any]] = [
        row for row in sessions.find({"instance": _instance()}) if row["_id"] not in _noted
    ]
    if left:
        ids = [{"id": Binary.from_uuid(row["_id"])} for row in left]
        database(service).client.admin.command("killSessions", ids)
        sessions.delete_many({"_id": {"$in": [row["_id"] for row in left]}})
    return len(left)


def _instance() -> str:
    return _acting.get() or settings().instance
