import time

import pytest

from onrecord.errors import FetchError, UnsafeAddress
from onrecord.read.addresses import is_public, public_addresses


@pytest.mark.parametrize(
    "address",
    [
        "93.184.215.14",
        "8.8.8.8",
        "2606:2800:21f:cb07::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)
def test_public_addresses_are_told(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.4.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "255.255.255.255", "224.0.0.1", "239.1.1.1", "240.0.0.1", "192.0.2.1", "198.18.0.1",
        "::", "::1", "::7f00:1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "ff0e::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808",
        "2002:7f00:1::1", "2002:a00:1::", "2001:0:4136:e378::1", "2001:db8::1", "3fff::1", "5f00::1",
        "4000::1",
        "not an address", "",
    ],
)  # fmt: skip
def test_everything_else_is_refused(address):
    assert not is_public(address)


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(UnsafeAddress, match=r"10\.0\.0\.7"):
        public_addresses("mixed.example", 80, resolve=lambda *_: ["8.8.8.8", "10.0.0.7"], timeout=1)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost"])
def test_other_ways_of_writing_this_machine_are_refused(host):
    with pytest.raises((UnsafeAddress, FetchError)):
        public_addresses(host, 80, timeout=5)


def test_a_name_server_that_hangs_is_given_up():
    with pytest.raises(FetchError, match=r"no answer for slow\.example"):
        public_addresses("slow.example", 80, resolve=lambda *_: time.sleep(5) or ["8.8.8.8"], timeout=0.05)


def test_a_host_that_is_not_found_says_so():
    def fail(*_):
        raise OSError("no such host")

    with pytest.raises(FetchError, match=r"missing\.example cannot be found"):
        public_addresses("missing.example", 80, resolve=fail, timeout=1)
