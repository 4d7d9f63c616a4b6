"""Secrets at rest: sealed under the master key, opened in their place only."""

import base64

import pytest

from nscl_shared.persistence.sealing import MasterKeyError, Sealer, read_master_keys

OLD, NEW = b"old".ljust(32, b"."), b"new".ljust(32, b".")


def test_a_sealed_secret_opens_where_it_was_sealed():
    sealed = Sealer({"a": OLD}).seal(b"secret", "here")
    assert b"secret" not in sealed.wrapped
    assert Sealer({"b": NEW, "a": OLD}).open(sealed, "here", "it") == b"secret"


@pytest.mark.parametrize(
    ("masters", "context"), [({"a": OLD}, "elsewhere"), ({"a": NEW}, "here"), ({"b": OLD}, "here")]
)
def test_it_opens_neither_elsewhere_nor_with_another_key(masters, context):
    sealed = Sealer({"a": OLD}).seal(b"secret", "here")
    with pytest.raises(MasterKeyError, match="my secret was made with master key 'a'"):
        Sealer(masters).open(sealed, context, "my secret")


def test_two_seals_of_one_secret_share_nothing():
    first, second = (Sealer({"a": OLD}).seal(b"secret", "here") for _ in range(2))
    assert first.nonce != second.nonce
    assert first.wrapped != second.wrapped


def test_master_keys_are_read_the_current_one_first(tmp_path):
    text = base64.b64encode(NEW).decode(), base64.b64encode(OLD).decode()
    path = tmp_path / "keys"
    path.write_text(f"2026:{text[0]}\n{text[1]}\n")
    assert list(read_master_keys(path).items()) == [("2026", NEW), ("default", OLD)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "holds no key"),
        ("a:!!!", "line 1: not base64"),
        (
            base64.b64encode(NEW).decode() + "\nb:" + base64.b64encode(b"short").decode(),
            "line 2: 5",
        ),
        ("khóa", "cannot be read"),
    ],
)
def test_a_wrong_master_key_file_is_told_with_its_line(tmp_path, content, said):
    path = tmp_path / "keys"
    path.write_text(content)
    with pytest.raises(MasterKeyError, match=said):
        read_master_keys(path)


def test_a_missing_master_key_file_is_told(tmp_path):
    with pytest.raises(MasterKeyError, match="is not set"):
        read_master_keys(None)
    with pytest.raises(MasterKeyError, match="cannot be read"):
        read_master_keys(tmp_path / "none")
