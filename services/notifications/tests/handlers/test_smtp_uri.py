"""The mail server's address is read once and never shows its password."""

import pytest

from nscl_notifications.publishing.smtp_uri import SmtpUriError, parse_smtp_uri


def test_a_plain_address_has_the_usual_port():
    server = parse_smtp_uri("smtp://mail.example")
    assert (server.host, server.port, server.encrypted) == ("mail.example", 25, False)


def test_user_and_password_are_decoded_and_hidden():
    server = parse_smtp_uri("smtp+starttls://nscl%40so.vn:p%2Fw@mail.example")
    assert (server.user, server.password, server.port) == ("nscl@so.vn", "p/w", 587)
    assert "p/w" not in repr(server)


@pytest.mark.parametrize(
    ("uri", "word"),
    [
        ("http://mail.example", "must begin"),
        ("smtp://", "no host"),
        ("smtp://mail.example:99999", "out of range"),
        ("smtp://nscl:secret@mail.example", "password"),
    ],
)
def test_an_unusable_address_is_refused_without_its_password(uri, word):
    with pytest.raises(SmtpUriError, match=word) as refused:
        parse_smtp_uri(uri)
    assert "secret" not in str(refused.value)
