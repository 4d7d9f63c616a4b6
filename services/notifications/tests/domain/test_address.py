"""Only what can be an address becomes a header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_notifications.domain.address import clean_address


@pytest.mark.parametrize(
    "address", ["lien.he@vidu.example", "a+b@mail.donvi.vn", "hộp.thư@thôngtin.vn"]
)
def test_an_address_is_kept(address):
    assert clean_address(f" {address} ") == address


@pytest.mark.parametrize(
    "text",
    [
        None, "", "vidu.example", "a@", "@b.vn", "a@b@c.vn", "a b@c.vn", "a@b..vn", "a@-b.vn",
        "a@b.vn, c@d.vn", "a@b.vn\nBcc: c@d.vn", "<a@b.vn>", "a" * 65 + "@b.vn",
        "a@" + "b" * 260 + ".vn",
    ],
)  # fmt: skip
def test_what_is_no_single_address_is_none(text):
    assert clean_address(text) is None


@given(st.text(max_size=60))
def test_an_accepted_address_never_breaks_a_header(text):
    address = clean_address(text)
    assert address is None or not set(address) & set("\r\n<>, ;\x00")
