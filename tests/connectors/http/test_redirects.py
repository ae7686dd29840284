"""Redirects: counted, checked, and without what was for the first site only."""

import pytest

from connectors.errors import AddressRefused, SourceBroken, SourceError, SourceRefused
from tests.connectors.http.serving import Names, client, serving

SECRET = {"Authorization": "Bearer s3cret", "Cookie": "a=b", "X-Api-Key": "k3y", "X-Odd": "o"}
PLAIN = {
    "Accept": "text/html",
    "User-Agent": "someone",
    "If-None-Match": '"x"',
    "If-Modified-Since": "Tue, 01 Jul 2025 00:00:00 GMT",
    "Range": "bytes=0-9",
}


def leading(ways):
    """A site whose paths lead on; others answer with what came."""

    def answer(got):
        if got.path in ways:
            status, location = ways[got.path]
            return status, {"Location": location}
        return 200, {}, got.body

    return answer


def test_the_hops_are_told():
    ways = {"/a?x=1": (301, "/b"), "/b": (308, "c#part"), "/c": (302, "?q=é à"), "/d": (302, "/")}
    with serving(leading(ways)) as site, client() as http:
        found = http.request("GET", site.url("/a?x=1#here"))
    assert found.hops == (site.url("/a?x=1"), site.url("/b"), site.url("/c"))
    assert found.url == site.url("/c?q=%C3%A9%20%C3%A0")
    assert site.connections == 1


def test_redirects_can_be_left_to_the_caller():
    with serving(leading({"/": (302, "/x")})) as site, client() as http:
        found = http.request("GET", site.url(), redirects=False, expected=(302,))
        assert found.headers["location"] == "/x"
        with pytest.raises(SourceBroken, match="answers 302 Found"):
            http.request("GET", site.url(), redirects=False)
    assert {got.path for got in site.requests} == {"/"}


def test_a_redirect_that_leads_nowhere_is_an_error():
    with (
        serving(lambda got: (302, {})) as site,
        client() as http,
        pytest.raises(SourceBroken, match="answers 302"),
    ):
        http.request("GET", site.url())


@pytest.mark.parametrize("target", ["/a", "/a#x", ""])
def test_circles(target):
    ways = {"/a": (302, "/b"), "/b": (302, target), "/": (302, "/")}
    with (
        serving(leading(ways)) as site,
        client(redirects=50) as http,
        pytest.raises(SourceBroken, match="circle"),
    ):
        http.request("GET", site.url("/a"))
    assert len(site.requests) == 2


def test_to_come_back_with_another_method_is_no_circle():
    ways = {("POST", "/a"): (303, "/b"), ("GET", "/b"): (302, "/a")}
    with (
        serving(lambda got: _way(ways, got)) as site,
        client() as http,
    ):
        assert http.request("POST", site.url("/a"), content=b"x").content == b"there"
    assert [got.method for got in site.requests] == ["POST", "GET", "GET"]


def _way(ways, got):
    if found := ways.get((got.method, got.path)):
        return found[0], {"Location": found[1]}
    return 200, {}, b"there"


def test_too_many():
    answer = leading({f"/{n}": (302, f"/{n + 1}") for n in range(9)})
    with serving(answer) as site, client(redirects=5) as http:
        assert len(http.request("GET", site.url("/4")).hops) == 5
        with pytest.raises(SourceBroken, match="more than 5 times"):
            http.request("GET", site.url("/3"))


@pytest.mark.parametrize(
    ("method", "status", "becomes"),
    [
        ("GET", 303, "GET"),
        ("HEAD", 303, "HEAD"),
        ("HEAD", 302, "HEAD"),
        ("POST", 301, "GET"),
        ("POST", 302, "GET"),
        ("POST", 303, "GET"),
        ("PUT", 303, "GET"),
        ("POST", 307, "POST"),
        ("POST", 308, "POST"),
        ("PROPFIND", 302, "PROPFIND"),
        ("PROPFIND", 307, "PROPFIND"),
    ],
)
def test_methods(method, status, becomes):
    body = b"" if method in {"GET", "HEAD"} else b"<x/>"
    headers = {"Content-Type": "text/xml"} if body else {}
    with serving(leading({"/": (status, "/x")})) as site, client() as http:
        http.request(method, site.url(), content=body, headers=headers)
    last = site.requests[-1]
    kept = becomes == method
    assert (last.method, last.path) == (becomes, "/x")
    assert last.body == (body if kept else b"")
    assert ("content-type" in last.headers) == (kept and bool(body))


def test_headers_of_authorisation_stay_with_the_first_site():
    ways = {}
    with serving(leading({})) as other, serving(leading(ways)) as site, client() as http:
        ways.update({"/": (302, "/in"), "/in": (302, other.url("/")), "/back": (200, "")})
        http.request("GET", site.url(), headers={**SECRET, **PLAIN})
        inside, outside = site.requests[1], other.requests[0]
    for name, value in SECRET.items():
        assert inside.headers[name.lower()] == value
        assert name.lower() not in outside.headers
    for name, value in PLAIN.items():
        assert outside.headers[name.lower()] == value


def test_they_do_not_come_back_either():
    names = Names(other_example=[["127.0.0.2"]])
    ways = {}
    with serving(leading(ways)) as site, client(names=names) as http:
        other = site.url("/other", host="other.example")
        ways.update({"/": (302, other), "/other": (302, site.url("/in"))})
        http.request("GET", site.url(), headers=SECRET)
    assert [got.path for got in site.requests] == ["/", "/other", "/in"]
    assert ["authorization" in got.headers for got in site.requests] == [True, False, False]


def test_a_refusal_after_a_redirect_says_why():
    with (
        serving(lambda got: (401, {})) as other,
        serving(lambda got: (302, {"Location": other.url()})) as site,
        client() as http,
        pytest.raises(SourceRefused, match="first site only"),
    ):
        http.request("GET", site.url(), headers=SECRET)


def test_what_is_posted_is_not_sent_to_another_site():
    with (
        serving(leading({})) as other,
        serving(leading({"/": (307, other.url())})) as site,
        client() as http,
        pytest.raises(AddressRefused, match="another site"),
    ):
        http.request("POST", site.url(), content=b"client_secret=x")
    assert other.requests == []


def test_each_hop_is_tried_again():
    answers = iter([(302, {"Location": "/b"}), (502, {}), (200, {}, b"there")])
    with serving(lambda got: next(answers)) as site, client(retries=1) as http:
        assert http.request("GET", site.url()).content == b"there"
    assert [got.path for got in site.requests] == ["/", "/b", "/b"]


def test_a_bad_address_names_the_way_to_it():
    with (
        serving(leading({"/": (302, "http://u:pw@x.example/?token=abc")})) as site,
        client() as http,
        pytest.raises(SourceError) as caught,
    ):
        http.request("GET", site.url("/"))
    assert str(caught.value).startswith(f"{site.url('/')} redirects to http://")
    assert "pw" not in str(caught.value)
    assert "abc" not in str(caught.value)
