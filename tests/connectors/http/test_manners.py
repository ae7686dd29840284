"""How it behaves towards servers, and what it shows to people."""

import gc
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import SourceBroken, SourceError, SourceRefused
from connectors.http import Client, HttpLimits, Networks
from connectors.http.urls import shown
from tests.connectors.http.serving import FakeClock, Names, client, serving


def test_one_connection_serves_many():
    script = {"/404": (404, {}, b"x" * 999), "/500": (500, {}), "/302": (302, {"Location": "/"})}
    with (
        serving(lambda got: script.get(got.path, (200, {}, b"x" * 99_999))) as site,
        client() as http,
    ):
        for path in ("/", "/404", "/500", "/302", "/"):
            http.request("GET", site.url(path), expected=(200, 404, 500))
        with pytest.raises(SourceBroken):
            http.request("GET", site.url("/404"))
        http.request("GET", site.url())
    assert site.connections == 1


def test_so_many_at_a_time_and_no_more():
    both, lock = threading.Barrier(2, timeout=5), threading.Lock()
    now, most = 0, 0

    def answer(got):
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        both.wait()  # two come together, or it fails
        with lock:
            now -= 1
        return 200, {}, b"x"

    with serving(answer) as site, client(parallel=2) as http, ThreadPoolExecutor(8) as threads:
        urls = [site.url(f"/{n}") for n in range(12)]
        found = list(threads.map(lambda url: http.request("GET", url).content, urls))
    assert found == [b"x"] * 12
    assert most == 2
    assert site.connections <= 2


def test_a_pause_between_requests_to_one_host_but_not_to_another():
    clock = FakeClock()
    names = Names(other_example=[["127.0.0.2"]])
    with serving(lambda got: (200, {})) as site, client(clock, names, pause_s=0.5) as http:
        http.request("GET", site.url())
        http.request("GET", site.url(host="other.example"))
        assert clock.waits == []
        http.request("GET", site.url())
        http.request("GET", site.url())
        clock.time += 10
        http.request("GET", site.url())
    assert clock.waits == [0.5, 0.5]


def test_a_slot_comes_back_after_an_error():
    with serving(lambda got: (404, {})) as site, client(parallel=1) as http:
        for _ in range(3):
            with pytest.raises(SourceBroken):
                http.request("GET", site.url())


def test_it_says_who_it_is():
    with serving(lambda got: (200, {})) as site:
        limits = HttpLimits(pause_s=0.0)
        own = Networks(("127.0.0.2/32",))
        with Client(own, limits, contact="https://vraagbaak.example/bot") as http:
            http.request("GET", site.url())
        with client() as http:
            http.request("GET", site.url())
    first, second = (got.headers["user-agent"] for got in site.requests)
    assert first.startswith("Vraagbaak/")
    assert first.endswith(" (+https://vraagbaak.example/bot)")
    assert "(" not in second


def test_no_cookies_are_kept_and_no_netrc_is_read(tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("default login me password s3cret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with serving(lambda got: (200, {"Set-Cookie": "a=b"})) as site, client() as http:
        http.request("GET", site.url())
        http.request("GET", site.url())
    assert set(site.requests[1].headers) == {"host", "user-agent", "accept", "accept-encoding"}


def test_what_is_sent_arrives():
    with serving(lambda got: (201, {"X-A": "1"}, got.body)) as site, client() as http:
        found = http.request(
            "post", site.url("/é?q=a b"), content=b"{}", headers={"X-Y": " z "}, expected=(201,)
        )
    got = site.requests[0]
    assert (got.method, got.path, got.headers["x-y"]) == ("POST", "/%C3%A9?q=a%20b", "z")
    assert (found.status, found.content, found.headers["x-a"]) == (201, b"{}", "1")


def test_headers_that_come_twice_are_joined():
    raw = b"HTTP/1.1 200 OK\r\nLink: <a>\r\nLINK: <b>\r\nX: \xc3\xa9\r\nContent-Length: 0\r\n\r\n"
    with serving(lambda got: raw) as site, client() as http:
        found = http.request("GET", site.url())
    assert found.headers["link"] == "<a>, <b>"
    assert found.headers["x"] == "é"


@pytest.mark.parametrize("value", ["s3cret\r\nX: y", "s3cret\n\nx", "s3cret\x00", "s3cr€t"])
def test_a_header_that_cannot_be_sent_is_named_and_not_shown(value):
    with (
        serving(lambda got: (200, {})) as site,
        client() as http,
        pytest.raises(SourceRefused, match="'Authorization'") as caught,
    ):
        http.request("GET", site.url(), headers={"Authorization": value})
    assert "s3cr" not in str(caught.value)
    assert site.requests == []


@pytest.mark.parametrize("name", ["X Y", "X:", "", "é", "X\r\nY"])
def test_a_header_with_an_odd_name(name):
    with (
        serving(lambda got: (200, {})) as site,
        client() as http,
        pytest.raises(SourceError) as caught,
    ):
        http.request("GET", site.url(), headers={name: "s3cret"})
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("method", ["G ET", "", "GÉT", "GET / HTTP/1.1\r\nX:"])
def test_an_odd_method(method):
    with serving(lambda got: (200, {})) as site, client() as http, pytest.raises(SourceError):
        http.request(method, site.url())
    assert site.requests == []


def test_a_client_that_nobody_closed_closes_itself():
    with serving(lambda got: (200, {})) as site:
        http = client()
        http.request("GET", site.url())
        del http
        gc.collect()  # an open socket would be a warning, and those are errors


def test_a_connection_that_the_server_closed_is_not_used_again():
    with serving(lambda got: (200, {"Connection": "close"})) as site, client() as http:
        http.request("GET", site.url())
        http.request("GET", site.url())
    assert site.connections == 2


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.be/b/c", "https://a.be/b/c"),
        ("https://a.be/b?token=x&q=y z#frag", "https://a.be/b?token=…&q=…"),
        ("https://a.be/b?secret", "https://a.be/b?…"),
        ("https://me:pw@a.be/b@c", "https://…@a.be/b@c"),
        ("https://me:p@w@a.be/", "https://…@a.be/"),
        ("//me:pw@a.be/", "//…@a.be/"),
        ("me:pw@a.be", "me:…@a.be"),
        ("https:\\\\me:pw@a.be", "https:\\\\…@a.be"),
        ("https://a.be/\r\nX: y\x1b[31m", "https://a.be/��X: y�[31m"),
        ("https://a.be/" + "x" * 400, "https://a.be/" + "x" * 287 + "…"),
    ],
)
def test_what_is_shown_of_an_address(url, expected):
    assert shown(url) == expected


@given(st.text(alphabet="abc:/?#@\\&=", max_size=30))
def test_no_value_of_a_query_is_ever_shown(text):
    assert "S3CRET" not in shown(f"http://x/?{text.replace('#', '')}=S3CRET")


def test_everything_is_closed(monkeypatch):
    opened = []
    real = socket.create_connection
    monkeypatch.setattr(
        socket, "create_connection", lambda *a, **k: opened.append(real(*a, **k)) or opened[-1]
    )
    with serving(lambda got: (200, {})) as site:
        with client() as http:
            http.request("GET", site.url())
            assert opened[0].fileno() != -1
        assert opened[0].fileno() == -1
