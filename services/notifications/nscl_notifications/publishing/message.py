"""The letter as an Internet message (RFC 5322, MIME), the same bytes for every repeat."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from nscl_notifications.domain.letter import Errand
from nscl_shared.kernel.clock import VIETNAM


@dataclass(frozen=True)
class Sender:
    """Who writes: ``name`` stands before the address, ``code`` makes the List-Id."""

    name: str
    address: str
    reply_to: str
    code: str

    @property
    def domain(self) -> str:
        """Return the domain of the address, for Message-ID and List-Id."""
        return self.address.rpartition("@")[2] or "localhost"


def compose(errand: Errand, sender: Sender) -> EmailMessage:
    """Return the message: plain text and HTML of the same words."""
    letter = errand.letter
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{errand.message_key}@{sender.domain}>"
    message["Date"] = format_datetime(errand.written_at.astimezone(VIETNAM))
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["To"] = errand.recipient
    message["Reply-To"] = Address(sender.name, addr_spec=sender.reply_to)
    message["Subject"] = letter.subject
    _add_automatic_headers(message, sender)
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    for name, value in letter.headers.items():  # after the content, which drops Content-*
        message[name] = value
    message.set_boundary(sha256(errand.message_key.encode()).hexdigest()[:40])
    return message


def _add_automatic_headers(message: EmailMessage, sender: Sender) -> None:
    # RFC 3834: no vacation notices back.  RFC 2919 and 2369: readers can sort by list,
    # know whom to ask and that the list itself takes no letters.
    message["Auto-Submitted"] = "auto-generated"
    message["List-Id"] = f"<{sender.code}.nscl.{sender.domain}>"
    message["List-Help"] = f"<mailto:{sender.reply_to}>"
    message["List-Post"] = "NO"
