"""The development mail sink speaks real SMTP."""

from __future__ import annotations

import smtplib
import sys
from email.message import EmailMessage

import pytest

from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.mailsink import read_mail, stored
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import LOOPBACK, PortBook, listens

from .conftest import Start


@pytest.fixture
def sink(layout: Layout, ports: PortBook, start: Start) -> int:
    """The port of a running sink that stores below the state directory."""
    port = ports.choose("mail", 14)
    module = "nscl_shared.runtime.mailsink"
    command = (sys.executable, "-m", module, str(port), str(layout.mail))
    start(Part("mail", command, layout.log_of("mail"), lambda: listens(port))).wait_ready(20)
    return port


def letter() -> EmailMessage:
    """A Vietnamese letter with an attachment."""
    message = EmailMessage()
    message["From"] = "nscl@example.vn"
    message["To"] = "Công ty Huyền Sơn <firm@example.vn>"
    message["Subject"] = "Thông báo phê duyệt hồ sơ"
    message.set_content("Hồ sơ của Quý đơn vị đã được phê duyệt.\n")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="cv.pdf")
    return message


def test_a_letter_is_stored_whole_and_read_back(layout: Layout, sink: int) -> None:
    with smtplib.SMTP(LOOPBACK, sink) as client:
        client.send_message(letter(), to_addrs=["firm@example.vn", "copy@example.vn"])
        client.send_message(letter())
    (first, path), (second, _) = stored(layout.mail)
    assert (first, second) == (1, 2)
    mail = read_mail(first, path)
    assert mail.subject == "Thông báo phê duyệt hồ sơ"
    assert mail.recipients == "firm@example.vn, copy@example.vn"
    assert mail.text.strip() == "Hồ sơ của Quý đơn vị đã được phê duyệt."
    assert mail.attachments == ("cv.pdf",)
    assert path.stat().st_mode & 0o077 == 0


def test_too_large_a_message_is_refused(sink: int) -> None:
    with smtplib.SMTP(LOOPBACK, sink) as client, pytest.raises(smtplib.SMTPException):
        client.sendmail("a@example.vn", ["b@example.vn"], b"x" * (11 * 1024 * 1024))
