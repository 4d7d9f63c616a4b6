"""The built-in channel ``email``: real SMTP by the standard library."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from nscl_notifications.domain.letter import Errand
from nscl_notifications.publishing.agency import current_sender
from nscl_notifications.publishing.channels import ChannelError
from nscl_notifications.publishing.mail_settings import mail_settings
from nscl_notifications.publishing.message import Sender, compose
from nscl_notifications.publishing.smtp_uri import SmtpServer, parse_smtp_uri
from nscl_shared.settings import settings

PERMANENT = 500
MAX_REASON = 450


class EmailChannel:
    """Sends over ``server`` in the name of ``sender``; every letter its own connection."""

    def __init__(self, server: SmtpServer, sender: Sender, timeout: float) -> None:
        self.server = server
        self.sender = sender
        self.timeout = timeout

    def send(self, errand: Errand, /) -> None:
        """Send; the server has taken the letter when this returns.

        Raises:
            ChannelError: the server refused or cannot be reached.
        """
        message = compose(errand, self.sender)
        try:
            with self._session() as session:
                self._transmit(session, message, errand.recipient)
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            raise _refusal(code, text) from error
        except smtplib.SMTPAuthenticationError as error:
            # our configuration is wrong, not the letter: it may be mended meanwhile
            raise ChannelError(_words(error.smtp_code, error.smtp_error)) from error
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise ChannelError(f"{type(error).__name__}: {error}"[:MAX_REASON]) from error

    def _transmit(self, session: smtplib.SMTP, message: EmailMessage, recipient: str) -> None:
        session.send_message(message, from_addr=self.sender.address, to_addrs=[recipient])

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        session = self._connect()
        try:
            yield session
        finally:
            # the letter is taken (or refused) by now: a failing farewell changes nothing
            with suppress(smtplib.SMTPException, OSError):
                session.quit()
            session.close()

    def _connect(self) -> smtplib.SMTP:
        server = self.server
        context = ssl.create_default_context() if server.encrypted else None
        if server.security == "smtps":
            session: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self.timeout, context=context
            )
        else:
            session = smtplib.SMTP(server.host, server.port, timeout=self.timeout)
        try:
            self._secure(session, context)
        except BaseException:
            session.close()
            raise
        return session

    def _secure(self, session: smtplib.SMTP, context: ssl.SSLContext | None) -> None:
        if self.server.security == "smtp+starttls":
            session.starttls(context=context)
        if self.server.user:
            session.login(self.server.user, self.server.password or "")


def _refusal(code: int, text: bytes | str) -> ChannelError:
    return ChannelError(_words(code, text), permanent=code >= PERMANENT)


def _words(code: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(said.split())}"[:MAX_REASON]


def make_channel() -> EmailChannel:
    """Return the channel as the settings and the province profile want it."""
    server = parse_smtp_uri(settings().smtp_uri)
    return EmailChannel(server, current_sender(), mail_settings().timeout_seconds)
