"""Promises of the guard: a service task reaches named public hosts and nothing inside our own walls."""

import socket

import pytest

from engine.connectors.guard import Guard, Refused

PUBLIC = "93.184.215.14"


def resolving(*addresses):
    """A resolver that finds these addresses for whatever host, and says how often it was asked."""
    asked = []

    def resolve(host, port, **_options):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    resolve.asked = asked
    return resolve


def guard(*addresses, hosts="api.example.org", networks=""):
    made = Guard.of(hosts, networks)
    return Guard(made.hosts, made.networks, resolving(*(addresses or (PUBLIC,))))


def test_a_named_public_host_is_let_through_at_the_address_that_was_judged():
    made = guard()

    target = made.target("https://API.example.org/a/b?c=d")

    assert (target.scheme, target.host, target.port, target.address) == ("https", "api.example.org", 443, PUBLIC)
    assert (target.path, target.authority) == ("/a/b?c=d", "api.example.org")
    assert made.resolve.asked == ["api.example.org"], "looked up once, so that a second answer cannot differ"


def test_nothing_is_let_through_unless_it_is_named():
    for made in (guard(hosts=""), guard(hosts="other.example.org"), guard(hosts="*.api.example.org")):
        with pytest.raises(Refused, match="RAVAND_CONNECTOR_HOSTS"):
            made.target("https://api.example.org/")


@pytest.mark.parametrize(
    ("hosts", "url"),
    [
        ("*.example.org", "https://api.example.org/"),
        ("api.example.org:8443", "https://api.example.org:8443/"),
        ("a.example, api.example.org", "http://api.example.org"),
        ("xn--mgba3a4f16a.example", "https://ایران.example/"),
    ],
)
def test_hosts_may_be_named_with_ports_and_stars(hosts, url):
    assert guard(hosts=hosts).target(url).address == PUBLIC


@pytest.mark.parametrize(
    ("hosts", "url"),
    [
        ("*.example.org", "https://example.org/"),
        ("*.example.org", "https://evilexample.org/"),
        ("api.example.org:8443", "https://api.example.org/"),
        ("api.example.org", "https://api.example.org.evil.net/"),
    ],
)
def test_what_only_looks_like_a_named_host_is_refused(hosts, url):
    with pytest.raises(Refused):
        guard(hosts=hosts).target(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
        "64:ff9b::10.0.0.1", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused_however_it_is_written(address):
    with pytest.raises(Refused, match="not public"):
        guard(address).target("https://api.example.org/")


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(Refused):
        guard(PUBLIC, "127.0.0.1").target("https://api.example.org/")


def test_a_private_network_may_be_named():
    made = guard("10.1.2.3", networks="10.1.0.0/16, fd00::/8")

    assert made.target("http://api.example.org:8080/").address == "10.1.2.3"
    with pytest.raises(Refused):
        guard("10.2.0.1", networks="10.1.0.0/16").target("http://api.example.org/")


@pytest.mark.parametrize(
    "url",
    [
        "", "api.example.org", "//api.example.org/", "ftp://api.example.org/", "file:///etc/passwd", "gopher://x/",
        "https://", "https://user:secret@api.example.org/", "https://api.example.org:99999/", "https://[::1",
        "https://api.example.org/\r\nHost: x", "https://api.example.org/ x", "https://api.example.org\\@evil.net/",
        "https://api.example.org/" + "a" * 5_000, "https://api.example.org/سلام", "https://" + "a" * 300 + "/",
    ],
)  # fmt: skip
def test_what_is_not_plainly_an_address_is_refused(url):
    with pytest.raises(Refused):
        guard(hosts="*.example.org,api.example.org,evil.net").target(url)


@pytest.mark.parametrize("host", ["0x7f.1", "2130706433", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]"])
def test_numbers_that_mean_this_machine_are_refused_even_when_they_are_named(host):
    made = Guard.of(f"{host.strip('[]')}", "")

    with pytest.raises((Refused, OSError)):
        made.target(f"http://{host}/")


def test_a_host_that_is_nowhere_is_no_refusal():
    with pytest.raises(OSError, match="has no address"):
        Guard(("api.example.org",), (), lambda *_given, **_options: []).target("https://api.example.org/")
