"""Mail over real SMTP sessions: encrypted, authenticated, refused."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from nscl_notifications.domain.letter import Errand, Letter
from nscl_notifications.publishing.channels import ChannelError
from nscl_notifications.publishing.email import EmailChannel
from nscl_notifications.publishing.message import Sender
from nscl_notifications.publishing.smtp_uri import parse_smtp_uri

SENDER = Sender("NSCL Lạng Sơn", "nscl@langson.example", "nscl@langson.example", "lang-son")
LETTER = Letter("Hồ sơ", "Kính gửi\n", "<p>Kính gửi</p>")
ERRAND = Errand(
    "n-1",
    1,
    "n-1.1",
    "email",
    "lien.he@vidu.example",
    "vi",
    datetime(2022, 5, 20, tzinfo=UTC),
    LETTER,
)


class Inbox:
    def __init__(self):
        self.mails, self.answer, self.users = [], "250 OK", []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.mails.append((envelope.rcpt_tos, session.ssl is not None))
        return self.answer

    def __call__(self, server, session, envelope, mechanism, data):
        self.users.append(data.login.decode())
        return AuthResult(success=data.password == b"p/w", handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of 127.0.0.1 that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def serve(inbox, certificate):
    """Return a starter of SMTP servers; gives the port."""
    started = []

    def start(*, starttls=False, login=False):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        controller = Controller(
            inbox,
            hostname="127.0.0.1",
            port=free_port(),
            authenticator=inbox,
            auth_required=login,
            tls_context=context if starttls else None,
            require_starttls=starttls,
        )
        controller.start()
        started.append(controller)
        return controller.port

    yield start
    for controller in started:
        controller.stop()


def send(uri):
    EmailChannel(parse_smtp_uri(uri), SENDER, 5).send(ERRAND)


def test_a_letter_reaches_a_plain_server(serve, inbox):
    send(f"smtp://127.0.0.1:{serve()}")
    assert inbox.mails == [(["lien.he@vidu.example"], False)]


def test_starttls_and_login_are_used_when_the_address_says_so(
    serve, inbox, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    send(f"smtp+starttls://nscl%40so.vn:p%2Fw@127.0.0.1:{serve(starttls=True, login=True)}")
    assert inbox.mails == [(["lien.he@vidu.example"], True)]
    assert inbox.users == ["nscl@so.vn"]


def test_a_server_nobody_vouches_for_gets_neither_password_nor_letter(serve, inbox):
    port = serve(starttls=True, login=True)
    with pytest.raises(ChannelError, match="certificate") as failed:
        send(f"smtp+starttls://nscl:p%2Fw@127.0.0.1:{port}")
    assert not failed.value.permanent
    assert (inbox.mails, inbox.users) == ([], [])


def test_a_server_without_encryption_is_refused_where_it_is_wanted(serve, inbox):
    with pytest.raises(ChannelError, match="STARTTLS"):
        send(f"smtp+starttls://127.0.0.1:{serve()}")
    assert inbox.mails == []


def test_a_wrong_password_is_our_fault_and_may_be_mended(serve, inbox, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    port = serve(starttls=True, login=True)
    with pytest.raises(ChannelError, match="535") as failed:
        send(f"smtp+starttls://nscl:wrong@127.0.0.1:{port}")
    assert not failed.value.permanent


@pytest.mark.parametrize(
    ("answer", "permanent"), [("550 no such mailbox", True), ("451 try later", False)]
)
def test_what_the_server_says_is_kept_with_its_weight(serve, inbox, answer, permanent):
    inbox.answer = answer
    with pytest.raises(ChannelError, match=answer) as failed:
        send(f"smtp://127.0.0.1:{serve()}")
    assert failed.value.permanent is permanent


def test_a_server_that_is_not_there_is_a_temporary_failure():
    with pytest.raises(ChannelError, match="refused") as failed:
        send("smtp://127.0.0.1:1")
    assert not failed.value.permanent
