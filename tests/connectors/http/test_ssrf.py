"""No address that is not public is ever connected to, however it is written."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connectors.errors import AddressRefused, SourceError
from tests.connectors.http.serving import OURS, Names, Sink, client, serving

NOT_PUBLIC = "is not public"
NO_HOST = "no host has|names no host|not a web address"
NAMES = {
    "inside.example": [["127.0.0.1"]],
    "both.example": [["93.184.215.14", "127.0.0.1"]],
    "six.example": [["2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::1"]],
    "localtest.example": [["::ffff:127.0.0.1"]],
    "metadata.google.internal": [["169.254.169.254"]],
    "intranet.example": [["10.1.2.3"]],
    "localhost": [["::1", "127.0.0.1"]],
    "nothing.example": [[]],
    "odd.example": [["no address"]],
}
LITERAL = [
    # The loopback in all its spellings
    ("http://127.0.0.1:{port}/", NOT_PUBLIC),
    ("http://127.0.0.1.:{port}/", NOT_PUBLIC),
    ("http://127.1:{port}/", NOT_PUBLIC),
    ("http://127.0.1:{port}/", NOT_PUBLIC),
    ("http://127.255.255.254:{port}/", NOT_PUBLIC),
    ("http://2130706433:{port}/", NOT_PUBLIC),
    ("http://017700000001:{port}/", NOT_PUBLIC),
    ("http://0177.0.0.1:{port}/", NO_HOST + "|" + NOT_PUBLIC),
    ("http://0177.0.0.01:{port}/", NO_HOST + "|" + NOT_PUBLIC),
    ("http://0x7f000001:{port}/", NOT_PUBLIC),
    ("http://0x7f.0.0.1:{port}/", NOT_PUBLIC),
    ("http://0x7F.1:{port}/", NOT_PUBLIC),
    ("http://0x7f.0x0.0x0.0x1:{port}/", NOT_PUBLIC),
    ("http://0:{port}/", NOT_PUBLIC),
    ("http://0.0.0.0:{port}/", NOT_PUBLIC),
    ("http://0x0:{port}/", NOT_PUBLIC),
    ("https://127.0.0.1:{port}/", NOT_PUBLIC),
    ("HTTP://127.0.0.1:{port}/", NOT_PUBLIC),
    ("http://localhost:{port}/", NOT_PUBLIC),
    ("http://LOCALHOST:{port}/", NOT_PUBLIC),
    ("http://localhost.:{port}/", NOT_PUBLIC),
    ("http://１２７.0.0.1:{port}/", NO_HOST + "|" + NOT_PUBLIC),
    ("http://①②⑦.⓪.⓪.①:{port}/", NO_HOST + "|" + NOT_PUBLIC),
    ("http://127。0。0。1:{port}/", NO_HOST + "|" + NOT_PUBLIC),
    ("http://127．0．0．1:{port}/", NO_HOST + "|" + NOT_PUBLIC),
    ("http://ⓛocalhost:{port}/", NO_HOST + "|" + NOT_PUBLIC),
    ("http://١٢٧.0.0.1:{port}/", NO_HOST),
    ("http://%31%32%37.0.0.1:{port}/", NO_HOST),
    ("http://127.0.0.1%2e:{port}/", NO_HOST),
    ("http://127.0.0.1%00.example:{port}/", NO_HOST),
    # IPv6
    ("http://[::1]:{port}/", NOT_PUBLIC),
    ("http://[0:0:0:0:0:0:0:1]:{port}/", NOT_PUBLIC),
    ("http://[0000::0001]:{port}/", NOT_PUBLIC),
    ("http://[::]:{port}/", NOT_PUBLIC),
    ("http://[::ffff:127.0.0.1]:{port}/", NOT_PUBLIC),
    ("http://[::ffff:7f00:1]:{port}/", NOT_PUBLIC),
    ("http://[::FFFF:7F00:0001]:{port}/", NOT_PUBLIC),
    ("http://[::ffff:0.0.0.0]:{port}/", NOT_PUBLIC),
    ("http://[::ffff:169.254.169.254]:{port}/", "credentials"),
    ("http://[::127.0.0.1]:{port}/", NOT_PUBLIC),
    ("http://[64:ff9b::127.0.0.1]:{port}/", NOT_PUBLIC),
    ("http://[64:ff9b::a9fe:a9fe]:{port}/", "credentials"),
    ("http://[64:ff9b:1::7f00:1]:{port}/", NOT_PUBLIC),
    ("http://[2002:7f00:1::]:{port}/", NOT_PUBLIC),
    ("http://[2001:0:7f00:1::80ff:fffe]:{port}/", NOT_PUBLIC),
    ("http://[fe80::1]:{port}/", NOT_PUBLIC),
    ("http://[fe80::1%25lo]:{port}/", NO_HOST),
    ("http://[::1%25lo]:{port}/", NO_HOST),
    ("http://[fc00::1]:{port}/", NOT_PUBLIC),
    ("http://[fec0::1]:{port}/", NOT_PUBLIC),
    ("http://[ff02::1]:{port}/", NOT_PUBLIC),
    ("http://[fd00:ec2::254]:{port}/", "credentials"),
    ("http://[::1:{port}/", NO_HOST),
    ("http://[127.0.0.1]:{port}/", NO_HOST),
    ("http://[v1.127.0.0.1]:{port}/", NO_HOST),
    # Other networks that are not public
    ("http://10.0.0.1:{port}/", NOT_PUBLIC),
    ("http://172.16.0.1:{port}/", NOT_PUBLIC),
    ("http://192.168.1.1:{port}/", NOT_PUBLIC),
    ("http://100.64.0.1:{port}/", NOT_PUBLIC),
    ("http://169.254.1.1:{port}/", NOT_PUBLIC),
    ("http://192.0.0.8:{port}/", NOT_PUBLIC),
    ("http://198.18.0.1:{port}/", NOT_PUBLIC),
    ("http://224.0.0.1:{port}/", NOT_PUBLIC),
    ("http://240.0.0.1:{port}/", NOT_PUBLIC),
    ("http://255.255.255.255:{port}/", NOT_PUBLIC),
    ("http://192.88.99.1:{port}/", NOT_PUBLIC),
    # Metadata of clouds
    ("http://169.254.169.254/latest/meta-data/", "credentials"),
    ("http://2852039166/latest/meta-data/", "credentials"),
    ("http://0xa9fea9fe/", "credentials"),
    ("http://168.63.129.16/", "credentials"),
    ("http://100.100.100.200/", "credentials"),
    ("http://192.0.0.192/", "credentials"),
    ("http://metadata.google.internal/", "credentials"),
    # Names
    ("http://inside.example:{port}/", NOT_PUBLIC),
    ("http://both.example:{port}/", NOT_PUBLIC),
    ("http://six.example:{port}/", NOT_PUBLIC),
    ("http://localtest.example:{port}/", NOT_PUBLIC),
    ("http://intranet.example:{port}/", NOT_PUBLIC),
    ("http://nothing.example:{port}/", "has no address"),
    ("http://odd.example:{port}/", "no address"),
    ("http://unknown.example:{port}/", "not known"),
    ("http://-.example:{port}/", "not known"),
    ("http://4294967297:{port}/", "not known"),
    ("http://256.256.256.256:{port}/", "not known|not a web address"),
    ("http://.127.0.0.1:{port}/", NO_HOST),
    ("http://127.0.0.1..:{port}/", NO_HOST),
    ("http://" + "a" * 64 + ".example:{port}/", NO_HOST),
    # Names and passwords
    ("http://user@127.0.0.1:{port}/", "name or password"),
    ("http://user:secret@127.0.0.1:{port}/", "name or password"),
    ("http://example.be@127.0.0.1:{port}/", "name or password"),
    ("http://example.be:80@127.0.0.1:{port}/", "name or password"),
    ("http://@127.0.0.1:{port}/", "name or password|" + NOT_PUBLIC),
    ("http://:@127.0.0.1:{port}/", "name or password"),
    ("http://a@b@127.0.0.1:{port}/", "name or password|no host has"),
    ("http://example.be%40127.0.0.1:{port}/", NO_HOST),
    # Marks that parsers disagree on
    ("http:\\\\127.0.0.1:{port}/", NO_HOST),
    ("http://example.be\\@127.0.0.1:{port}/", "name or password|no host has"),
    ("http://127.0.0.1:{port}\\@example.be/", "name or password|not a web address"),
    ("http://127.0.0.1\\:{port}/", NO_HOST),
    ("http://127.0.0.1#@example.be:{port}/", NOT_PUBLIC),
    ("http://127.0.0.1?@example.be:{port}/", NOT_PUBLIC),
    ("http:127.0.0.1:{port}/", NO_HOST),
    ("http:/127.0.0.1:{port}/", NO_HOST),
    ("http:///127.0.0.1:{port}/", NO_HOST),
    ("http://:{port}/", NO_HOST),
    ("http://127.0.0.1 :{port}/", NO_HOST),
    ("http://127.0.0.1:{port}:80/", NO_HOST),
    ("http://127.0.0.1:99999/", "not a web address|no such port"),
    ("http://127.0.0.1:-1/", "not a web address|no such port"),
    # Ports of other services
    ("http://127.0.0.1:25/", "another service"),
    ("http://example.be:22/", "another service"),
    ("http://example.be:6379/", "another service"),
    ("http://example.be:0/", "no such port"),
    # Other schemes
    ("file:///etc/passwd", "only http and https"),
    ("file://127.0.0.1:{port}/etc/passwd", "only http and https"),
    ("gopher://127.0.0.1:{port}/_GET", "only http and https"),
    ("ftp://127.0.0.1:{port}/", "only http and https"),
    ("dict://127.0.0.1:{port}/d:x", "only http and https"),
    ("ldap://127.0.0.1:{port}/", "only http and https"),
    ("ws://127.0.0.1:{port}/", "only http and https"),
    ("data:text/html,hello", "only http and https"),
    ("javascript:alert(1)", "only http and https"),
    ("jar:http://127.0.0.1:{port}!/", "only http and https"),
    ("unix:/var/run/docker.sock", "only http and https"),
    ("http+unix://%2Fvar%2Frun%2Fdocker.sock/", "only http and https"),
]
ONLY_DIRECT = [
    ("//127.0.0.1:{port}/", "only http and https"),
    ("127.0.0.1:{port}/", "only http and https|not a web address"),
    ("/etc/passwd", "only http and https"),
    ("", "only http and https"),
    (" http://127.0.0.1:{port}/", "only http and https|not a web address"),
    ("http://127.0.0.1:{port}/\r\nHost: example.be", "not a web address"),
    ("http://127.0.0.1:{port}/\nX: y", "not a web address"),
    ("http://127.0.0.1\r\n.example:{port}/", "not a web address"),
    ("http://127.0.0.1\t:{port}/", "not a web address"),
    ("ht\ttp://127.0.0.1:{port}/", "not a web address"),
    ("http://\x00127.0.0.1:{port}/", "not a web address"),
    ("http://127.0.0.1:{port}/\ud800", "not a web address"),
    ("http://127.0.0.1:{port}/" + "a" * 70_000, "not a web address"),
]


@pytest.fixture(scope="module")
def sink():
    sink = Sink()
    yield sink
    sink.close()


@pytest.fixture(scope="module")
def hop():
    """Redirects to where it is told."""
    with serving(None) as site:
        yield site


@pytest.fixture(scope="module")
def guarded():
    names = Names()
    names.answers = {name: list(found) for name, found in NAMES.items()}
    with client(names=names) as http:
        yield http


def test_the_table_is_long():
    assert len({url for url, _ in LITERAL}) >= 60


@pytest.mark.parametrize(("url", "why"), LITERAL + ONLY_DIRECT)
def test_refused(url, why, sink, guarded):
    before = sink.count
    with pytest.raises(SourceError, match=why):
        guarded.request("GET", url.replace("{port}", str(sink.port)))
    assert sink.count == before


@pytest.mark.parametrize(("url", "why"), LITERAL)
def test_refused_where_a_redirect_leads_there(url, why, sink, hop, guarded):
    before, target = sink.count, url.replace("{port}", str(sink.port))
    location = f"Location: {target}\r\nContent-Length: 0\r\n\r\n".encode()
    hop.answer = lambda got: b"HTTP/1.1 302 Found\r\n" + location
    # What a browser takes for a path of the same site is one here too, and redirects for ever.
    circle = "|redirects in a circle|redirects more than"
    with pytest.raises(SourceError, match=why + circle):
        guarded.request("GET", hop.url("/"))
    assert sink.count == before


@pytest.mark.parametrize("last", ["//127.0.0.1:{port}/", "//0x7f.1:{port}/x", "///127.0.0.1/"])
def test_refused_after_a_chain_of_relative_redirects(last, sink, hop, guarded):
    before = sink.count
    ways = {"/": "/b?x=1", "/b?x=1": "c", "/c": last.replace("{port}", str(sink.port))}
    hop.answer = lambda got: (307, {"Location": ways.get(got.path, "/")})
    with pytest.raises(SourceError):
        guarded.request("GET", hop.url("/"))
    assert sink.count == before


def test_the_sink_does_take_what_is_allowed(sink):
    before = sink.count
    with client(allowed=["127.0.0.1/32"]) as http:
        found = http.request("GET", f"http://0x7f.1:{sink.port}/")
    assert found.content == b"secret"
    assert sink.count == before + 1


def test_a_name_server_that_changes_its_answer_is_asked_once():
    names = Names(flip_example=[[OURS], ["127.0.0.1"]])
    with serving(lambda got: (200, {"Connection": "close"}, b"ours")) as site:
        sink = Sink("127.0.0.1", site.port)
        with client(names=names) as http:
            url = site.url(host="flip.example")
            assert http.request("GET", url).content == b"ours"
            assert names.asked == ["flip.example"]
            with pytest.raises(AddressRefused, match="not public"):
                http.request("GET", url)
        sink.close()
    assert site.requests[0].headers["host"] == f"flip.example:{site.port}"
    assert names.asked == ["flip.example"] * 2
    assert sink.count == 0


def test_a_retry_is_checked_again():
    names = Names(flip_example=[[OURS], ["127.0.0.1"]])
    with serving(lambda got: (500, {"Connection": "close"})) as site:
        sink = Sink("127.0.0.1", site.port)
        with client(names=names, retries=3) as http, pytest.raises(AddressRefused):
            http.request("GET", site.url(host="flip.example"))
        sink.close()
    assert sink.count == 0
    assert len(site.requests) == 1


def test_the_next_address_is_tried_where_one_does_not_answer():
    names = Names(two_example=[["127.0.0.3", OURS]])
    with (
        serving(lambda got: (200, {}, b"ours")) as site,
        client(names=names, allowed=["127.0.0.2/31"]) as http,
    ):
        assert http.request("GET", site.url(host="two.example")).content == b"ours"


def test_inner_addresses_are_not_told():
    names = Names(intranet_example=[["10.1.2.3"]])
    with client(names=names) as http, pytest.raises(AddressRefused) as caught:
        http.request("GET", "http://intranet.example/")
    assert "10.1.2.3" not in str(caught.value)
    assert "VRAAGBAAK_SOURCE_NETWORKS" in str(caught.value)


def test_proxies_of_the_environment_are_not_used(monkeypatch, sink):
    before = sink.count
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{sink.port}")
    with serving(lambda got: (200, {}, b"ours")) as site, client() as http:
        assert http.request("GET", site.url()).content == b"ours"
    assert sink.count == before


@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://", "http://[", "//"]))
@example("127.0.0.1", "http://")
@example("\u2028", "http://")
@example("xn--\u00e9", "http://")
@settings(deadline=None, max_examples=300)
def test_no_text_is_more_than_an_error(text, scheme):
    names = Names()
    names.answers = {}
    with client(names=lambda host, port: ["127.0.0.1"]) as http, pytest.raises(SourceError):
        http.request("GET", scheme + text)
