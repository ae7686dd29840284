"""What comes in: whole, decompressed, and never more than agreed."""

import gzip
import threading
import tracemalloc
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.errors import SourceBroken, SourceUnavailable
from connectors.http.body import read_body
from tests.connectors.http.serving import FakeClock, bomb, client, serving

TEXT = "Een premie van één euro. ".encode() * 200


def deflated(data, window):
    engine = zlib.compressobj(9, zlib.DEFLATED, window)
    return engine.compress(data) + engine.flush()


PACKED = {
    "gzip": ("gzip", gzip.compress(TEXT)),
    "x-gzip": ("X-GZIP", gzip.compress(TEXT)),
    "two members": ("gzip", gzip.compress(TEXT[:99]) + gzip.compress(TEXT[99:])),
    "padding after the end": ("gzip", gzip.compress(TEXT) + bytes(9)),
    "zlib": ("deflate", deflated(TEXT, 15)),
    "bare deflate": ("deflate", deflated(TEXT, -15)),
    "identity": ("identity", TEXT),
    "named twice": ("identity, gzip", gzip.compress(TEXT)),
}


class Sink(bytearray):
    def write(self, piece):
        self.extend(piece)


def in_pieces(data, size):
    return [data[i : i + size] for i in range(0, len(data), size)]


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("size", [1, 2, 7, 100_000])
def test_every_encoding_in_pieces_of_any_size(name, size):
    encoding, data = PACKED[name]
    sink = Sink()
    read_body(in_pieces(data, size), encoding, 1_000_000, sink)
    assert sink == TEXT


@given(st.binary(max_size=300), st.integers(1, 50), st.sampled_from([31, 15, -15]))
def test_what_was_packed_comes_out(data, size, window):
    sink = Sink()
    encoding = "gzip" if window == 31 else "deflate"
    read_body(in_pieces(deflated(data, window), size), encoding, 1000, sink)
    assert sink == data


@given(st.lists(st.binary(max_size=40)), st.sampled_from(["gzip", "deflate", "br", "gzip, gzip"]))
@settings(max_examples=200)
def test_rubbish_is_an_error_or_nothing_else(chunks, encoding):
    sink = Sink()
    with suppress(SourceBroken):
        read_body(chunks, encoding, 10_000, sink)
    assert len(sink) <= 10_000


def test_an_encoding_that_nobody_asked_for():
    with (
        serving(lambda got: (200, {"Content-Encoding": "br"}, b"x")) as site,
        client() as http,
        pytest.raises(SourceBroken, match=r"/ is compressed in a way .*\(br\)\.$"),
    ):
        http.request("GET", site.url())


def test_over_the_wire():
    answer = (200, {"Content-Encoding": "gzip"}, gzip.compress(TEXT))
    with serving(lambda got: answer) as site, client() as http:
        assert http.request("GET", site.url()).content == TEXT
    assert site.requests[0].headers["accept-encoding"] == "gzip, deflate"


def test_a_part_is_asked_for_as_it_is():
    with serving(lambda got: (206, {}, b"x")) as site, client() as http:
        http.request("GET", site.url(), headers={"Range": "bytes=0-0"}, expected=(206,))
    assert site.requests[0].headers["accept-encoding"] == "identity"


def test_head_has_the_length_of_what_it_would_be():
    answer = (200, {"Content-Length": "999999999", "Content-Encoding": "gzip"})
    with serving(lambda got: answer) as site, client() as http:
        found = http.request("HEAD", site.url())
        assert (found.content, found.headers["content-length"]) == (b"", "999999999")
        http.request("HEAD", site.url())
    assert site.connections == 1


@pytest.mark.parametrize("size", [0, 9, 10, 11, 500_000])
def test_the_limit_is_of_the_content(size):
    for headers in ({}, {"Content-Encoding": "gzip"}):
        body = gzip.compress(bytes(size)) if headers else bytes(size)
        with serving(lambda got, h=headers, b=body: (200, h, b)) as site, client() as http:
            if size <= 10 and not headers:
                assert len(http.request("GET", site.url(), max_bytes=10).content) == size
            elif size > 10:
                with pytest.raises(SourceBroken, match="larger than the 10 bytes"):
                    http.request("GET", site.url(), max_bytes=10)


def test_more_than_was_declared_or_without_declaring():
    def chunked(got):
        yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        while True:
            yield b"10000\r\n" + bytes(65_536) + b"\r\n"

    with serving(chunked) as site, client(max_bytes=1_000_000) as http:
        with pytest.raises(SourceBroken, match="1,000,000 bytes"):
            http.request("GET", site.url())
        with pytest.raises(SourceBroken, match="1,000,000 bytes"):
            http.request("GET", site.url(), max_bytes=5_000_000)


@pytest.mark.parametrize("into", ["memory", "file"])
def test_a_bomb_is_stopped_before_it_does_harm(into, tmp_path):
    packed = bomb(200_000_000)
    answer = (200, {"Content-Encoding": "gzip"}, packed)
    with serving(lambda got: answer) as site, client() as http:
        http.request("HEAD", site.url())  # what is set up once is not counted
        tracemalloc.start()
        ways = {
            "memory": lambda: http.request("GET", site.url()),
            "file": lambda: http.download(site.url(), tmp_path / "x"),
        }
        with pytest.raises(SourceBroken, match="compressed so strongly"):
            ways[into]()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 8_000_000
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "packed",
    [gzip.compress(TEXT)[:-9], gzip.compress(TEXT)[:-1], b"\x1f\x8b", b"<html>not packed</html>"],
)
def test_damaged(packed):
    answer = (200, {"Content-Encoding": "gzip"}, packed)
    with (
        serving(lambda got: answer) as site,
        client() as http,
        pytest.raises(SourceBroken, match="damaged"),
    ):
        http.request("GET", site.url())


def test_a_body_that_is_cut_off_is_asked_for_again():
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhalf"
    answers = iter([[cut], (200, {}, b"whole body")])
    with serving(lambda got: next(answers)) as site, client(retries=1) as http:
        assert http.request("GET", site.url()).content == b"whole body"


def test_a_body_that_is_always_cut_off():
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhalf"
    with (
        serving(lambda got: [cut]) as site,
        client(retries=1) as http,
        pytest.raises(SourceUnavailable, match="broke off"),
    ):
        http.request("GET", site.url())
    assert len(site.requests) == 2


@pytest.mark.parametrize(
    "said", [b"SSH-2.0-OpenSSH_9\r\n\r\n", b"HTTP/1.1 banana\r\n\r\n", b"\x00" * 99]
)
def test_what_is_no_http(said):
    with (
        serving(lambda got: [said]) as site,
        client() as http,
        pytest.raises(SourceBroken, match="does not speak HTTP"),
    ):
        http.request("GET", site.url())


def test_endless_headers():
    def endless(got):
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X-Filler: " + b"x" * 1000 + b"\r\n"

    with (
        serving(endless) as site,
        client() as http,
        pytest.raises(SourceBroken, match="does not speak HTTP"),
    ):
        http.request("GET", site.url())


@pytest.mark.parametrize(
    ("begin", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nX-A: ", b"a"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"b"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nc\r\n"),
    ],
)
def test_a_server_that_drips_meets_the_deadline(begin, drop):
    clock = FakeClock()

    def dripping(got):
        yield begin
        while True:
            clock.time += 10  # each well within the time for one step
            yield drop

    with (
        serving(dripping) as site,
        client(clock, deadline_s=300, timeout_s=30) as http,
        pytest.raises(SourceUnavailable, match="in time"),
    ):
        http.request("GET", site.url())


def test_a_server_that_says_nothing():
    over = threading.Event()

    def silent(got):
        over.wait(5)
        yield b""

    with serving(silent) as site, client(timeout_s=0.05) as http:
        with pytest.raises(SourceUnavailable, match="in time"):
            http.request("GET", site.url())
        over.set()


def test_download(tmp_path):
    target = tmp_path / "big.zip"
    answers = iter([(500, {}, b"oops"), (200, {"ETag": '"1"'}, TEXT)])
    with serving(lambda got: next(answers)) as site, client(retries=1, max_bytes=10) as http:
        found = http.download(site.url(), target, headers={"Accept": "application/zip"})
    assert target.read_bytes() == TEXT
    assert (found.status, found.content, found.headers["etag"]) == (200, b"", '"1"')
    assert list(tmp_path.iterdir()) == [target]


def test_a_download_that_fails_leaves_what_was_there(tmp_path):
    target = tmp_path / "big.zip"
    target.write_bytes(b"old")
    with serving(lambda got: (404, {}, b"no")) as site, client() as http:
        with pytest.raises(SourceBroken):
            http.download(site.url(), target)
        assert http.download(site.url(), target, expected=(404,)).status == 404
        site.answer = lambda got: (200, {}, TEXT)
        with pytest.raises(SourceBroken, match="larger than the 5 bytes"):
            http.download(site.url(), target, max_bytes=5)
        with pytest.raises(FileNotFoundError):
            http.download(site.url(), tmp_path / "no" / "folder")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
