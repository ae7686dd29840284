"""Certificates are checked for the name, though a checked number is connected to."""

import ssl

import pytest
import trustme

from connectors.errors import AddressRefused, SourceBroken, SourceUnavailable
from tests.connectors.http.serving import FakeClock, Names, client, serving


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def trusting(authority):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def secure(authority):
    """A site whose certificate is of good.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("good.example").configure_cert(context)
    with serving(lambda got: (200, {}, b"secret"), tls=context) as site:
        yield site


NAMES = {"good.example": [["127.0.0.2"]], "bad.example": [["127.0.0.2"]]}


def names():
    found = Names()
    found.answers = {name: list(answers) for name, answers in NAMES.items()}
    return found


@pytest.mark.parametrize("host", ["good.example", "GOOD.example", "good.example."])
def test_the_name_is_what_the_certificate_says(secure, trusting, host):
    with client(names=names(), tls=trusting) as http:
        assert http.request("GET", secure.url(scheme="https", host=host)).content == b"secret"
    assert secure.requests[0].headers["host"] == f"good.example:{secure.port}"


@pytest.mark.parametrize("host", ["bad.example", "127.0.0.2"])
def test_another_name_is_not(secure, trusting, host):
    clock = FakeClock()
    with (
        client(clock, names(), tls=trusting, retries=3) as http,
        pytest.raises(SourceBroken, match=r"certificate of .* is not trusted"),
    ):
        http.request("GET", secure.url(scheme="https", host=host))
    assert secure.requests == []
    assert clock.waits == []


def test_an_authority_that_nobody_knows(secure):
    with client(names=names()) as http, pytest.raises(SourceBroken, match="SSL_CERT_FILE"):
        http.request("GET", secure.url(scheme="https", host="good.example"))


def test_a_site_without_tls():
    with (
        serving(lambda got: (200, {})) as site,
        client() as http,
        pytest.raises(SourceUnavailable, match="cannot be reached"),
    ):
        http.request("GET", site.url(scheme="https"))


def test_credentials_do_not_go_where_nothing_is_encrypted(secure, trusting):
    with serving(lambda got: (200, {}, b"open")) as plain:
        secure.answer = lambda got: (302, {"Location": plain.url()})
        url = secure.url(scheme="https", host="good.example")
        with client(names=names(), tls=trusting) as http:
            assert http.request("GET", url, headers={"Accept": "x/y"}).content == b"open"
            with pytest.raises(AddressRefused, match="not encrypted"):
                http.request("GET", url, headers={"X-Api-Key": "k"})
    assert len(plain.requests) == 1
