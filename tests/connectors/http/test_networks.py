"""Which addresses count as public, and what an operator can allow."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connectors.http import Networks
from connectors.http.networks import METADATA, faces

CLOSED = [
    ip_network(one)
    for one in """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
    192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24
    224.0.0.0/3 168.63.129.16/32
    """.split()
]
FOUR = st.one_of(
    st.integers(0, 2**32 - 1),
    st.sampled_from(CLOSED).flatmap(
        lambda net: st.integers(int(net[0]) - 1, int(net[-1]) + 1).map(lambda n: n % 2**32)
    ),
)
CLOSED_SIX = [ip_network(one) for one in "2001:db8::/32 3fff::/20".split()]


def allowed(address, *networks):
    return not Networks(networks).objection(ip_address(address))


def four_is_open(number):
    return not any(IPv4Address(number) in net for net in CLOSED)


@given(FOUR)
@example(int(IPv4Address("168.63.129.16")))
def test_an_address_of_ipv4_is_allowed_when_no_registry_closes_it(number):
    assert allowed(IPv4Address(number)) == four_is_open(number)


@given(FOUR, st.sampled_from(["::ffff:0:0", "64:ff9b::", "::"]))
def test_what_holds_an_address_of_ipv4_is_judged_as_that(number, prefix):
    if prefix == "::" and number < 2:
        return
    six = IPv6Address(int(IPv6Address(prefix)) | number)
    assert allowed(six) == four_is_open(number)


@given(FOUR, st.integers(0, 2**80 - 1))
def test_6to4_is_judged_as_its_relay(number, rest):
    assert allowed(IPv6Address(0x2002 << 112 | number << 80 | rest)) == four_is_open(number)


@given(FOUR, FOUR, st.integers(0, 2**32 - 1))
def test_teredo_is_judged_as_server_and_client(server, client, middle):
    six = IPv6Address(0x20010000 << 96 | server << 64 | middle << 32 | client ^ 0xFFFFFFFF)
    assert allowed(six) == (four_is_open(server) and four_is_open(client))


@given(st.one_of(st.integers(0, 2**128 - 1), st.integers(0x2 << 124, (0x4 << 124) - 1)))
def test_an_address_of_ipv6_is_allowed_when_it_was_given_out_and_is_not_closed(number):
    six = IPv6Address(number)
    if list(faces(six)) != [six]:
        return  # the properties above
    given_out = six in ip_network("2000::/3") and six not in ip_network("2001::/23")
    assert allowed(six) == (given_out and not any(six in net for net in CLOSED_SIX))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "193.191.211.1", "2a00:1450:400e::8", "::ffff:8.8.8.8"]
)
def test_public(address):
    assert allowed(address)


def test_the_operator_allows_a_network_in_all_its_forms():
    assert allowed("10.1.2.3", "10.0.0.0/8")
    assert allowed("::ffff:10.1.2.3", "10.0.0.0/8")
    assert allowed("fd12::1", "fc00::/7")
    assert allowed("fe80::1%eth0", "fe80::/10")
    assert not allowed("192.168.1.1", "10.0.0.0/8", "fc00::/7")


def test_the_operator_who_allows_all_of_ipv6_does_not_allow_ipv4_within():
    assert not allowed("::ffff:127.0.0.1", "::/0")


@pytest.mark.parametrize("address", sorted(METADATA, key=str))
def test_metadata_needs_its_own_address_allowed(address):
    assert not allowed(address)
    assert not allowed(address, "0.0.0.0/0", "::/0", "169.254.0.0/16", "fd00::/8", "fe80::/10")
    assert allowed(address, str(address))
    assert allowed(address, f"{address}/{address.max_prefixlen}")


def test_metadata_of_a_network_card_is_metadata():
    assert not allowed("fe80::a9fe:a9fe%eth0", "fe80::/10")
    assert not allowed("::ffff:169.254.169.254", "::/0", "0.0.0.0/0")


@pytest.mark.parametrize("wrong", ["10.0.0.1/8", "all", "", "10.0.0.0/33"])
def test_what_is_no_network_is_an_error(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        Networks((wrong,))
