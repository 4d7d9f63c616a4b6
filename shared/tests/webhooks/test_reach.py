"""Which addresses may be reached, in whatever way they are written."""

from ipaddress import ip_address, ip_network

import pytest

from nscl_shared.kernel import InvalidInput
from nscl_shared.webhooks.reach import checked_addresses, may_be_reached


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "fe80::1",
        "fd00::1", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1",
        "2002:0a00:0001::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_what_is_not_public_is_refused(address):
    assert not may_be_reached(ip_address(address), [])


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_what_is_public_is_not(address):
    assert may_be_reached(ip_address(address), [])


def test_a_private_network_may_be_allowed_and_only_that():
    allowed = [ip_network("10.20.0.0/16")]
    assert may_be_reached(ip_address("10.20.1.1"), allowed)
    assert may_be_reached(ip_address("::ffff:10.20.1.1"), allowed)
    assert not may_be_reached(ip_address("10.21.1.1"), allowed)


def test_every_address_of_a_host_is_judged():
    assert checked_addresses("https://127.0.0.1:9/x", [ip_network("127.0.0.0/8")]) == [
        ("127.0.0.1", 9)
    ]
    with pytest.raises(InvalidInput, match="webhook-host-private"):
        checked_addresses("https://localhost/x", [])
    with pytest.raises(InvalidInput, match="webhook-host-private"):
        checked_addresses("https://2130706433/x", [])  # 127.0.0.1 as a number
