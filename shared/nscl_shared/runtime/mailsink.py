"""A mail server for one machine: takes every message, delivers none.

``python -m nscl_shared.runtime.mailsink <port> <folder>`` speaks real SMTP and
stores each message as ``<number>.eml``; look at them with ``nscl mail``.
"""

from __future__ import annotations

import asyncio
import contextlib
import email
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from nscl_shared.runtime.layout import write_private
from nscl_shared.runtime.ports import LOOPBACK

LARGEST = 10 * 1024 * 1024


class Postbox:
    """aiosmtpd handler: one file per message, complete or absent."""

    def __init__(self, folder: Path) -> None:
        """Store messages below ``folder``, numbered after those already there."""
        self.folder = folder
        self.last = max((number for number, _ in stored(folder)), default=0)

    async def handle_DATA(  # noqa: N802  (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Store the message and answer the SMTP status."""
        self.last += 1
        head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: " + ", ".join(
            envelope.rcpt_tos
        )
        content = envelope.original_content or b""
        write_private(self.folder / f"{self.last:06d}.eml", head.encode() + b"\r\n" + content)
        return f"250 stored as message {self.last}"


@dataclass(frozen=True)
class Mail:
    """One stored message, decoded."""

    number: int
    sender: str
    recipients: str
    subject: str
    received: datetime
    text: str
    attachments: tuple[str, ...]


def stored(folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield number and file of each message, oldest first."""
    for path in sorted(folder.glob("*.eml")):
        if path.stem.isdecimal():
            yield int(path.stem), path


def read_mail(number: int, path: Path) -> Mail:
    """Decode one stored message."""
    message = email.message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=modern)
    body = message.get_body(preferencelist=("plain", "html"))
    return Mail(
        number=number,
        sender=str(message["X-Envelope-From"]),
        recipients=str(message["X-Envelope-To"]),
        subject=str(message["Subject"] or ""),
        received=datetime.fromtimestamp(path.stat().st_mtime).astimezone(),
        text=str(body.get_content()) if body else "",
        attachments=tuple(part.get_filename() or "?" for part in message.iter_attachments()),
    )


async def serve(port: int, folder: Path) -> None:
    """Receive mail on the loopback interface until SIGTERM."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    box = Postbox(folder)

    def session() -> SMTP:
        return SMTP(box, hostname="localhost", enable_SMTPUTF8=True, data_size_limit=LARGEST)

    async with await loop.create_server(session, LOOPBACK, port):
        await ended.wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
