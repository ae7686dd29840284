"""How long a server is waited for, and when it is given up."""

import threading
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import SourceBroken, SourceRefused, SourceUnavailable
from connectors.http.waiting import Clock, retry_after
from tests.connectors.http.serving import FakeClock, client, serving
from tests.connectors.stage import free_port


def asked(clock, answers, method="GET", **limits):
    """The answer after these, and how often was asked."""
    script = iter([*answers, (200, {}, b"there")])
    with (
        serving(lambda got: next(script)) as site,
        client(clock, **{"retries": 4, "longest_wait_s": 120.0, **limits}) as http,
    ):
        found = http.request(method, site.url())
    return found.content, len(site.requests)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_busy_server_is_given_the_time_it_asks_for(status, method):
    clock = FakeClock()
    answers = [(status, {"Retry-After": "7"}), (status, {"Retry-After": "0"}), (status, {})]
    assert asked(clock, answers, method) == (b"there", 4)
    assert clock.waits == [7.0, 4.0]


def test_a_date():
    clock = FakeClock()
    date = formatdate(clock.wall() + 90, usegmt=True)
    past = formatdate(clock.wall() - 90, usegmt=True)
    assert asked(clock, [(429, {"Retry-After": date}), (429, {"Retry-After": past})])[1] == 3
    assert clock.waits == [90.0]


def test_a_403_that_names_a_time_is_a_busy_server_too():
    clock = FakeClock()
    assert asked(clock, [(403, {"Retry-After": "60"})]) == (b"there", 2)
    assert clock.waits == [60.0]


def test_a_server_that_asks_for_too_long_is_given_up():
    clock = FakeClock()
    with pytest.raises(SourceUnavailable, match=r"429 Too Many Requests.*wait 86,400 seconds"):
        asked(clock, [(429, {"Retry-After": "86400"})])
    assert clock.waits == []


def test_each_wait_is_twice_as_long_up_to_the_longest():
    clock = FakeClock()
    assert asked(clock, [(500, {}), (502, {}), (504, {}), (599, {})], longest_wait_s=3.0)[1] == 5
    assert clock.waits == [1.0, 2.0, 3.0, 3.0]


def test_after_all_retries():
    clock = FakeClock()
    with pytest.raises(SourceUnavailable, match="answers 500 Internal Server Error"):
        asked(clock, [(500, {})] * 5)
    assert len(clock.waits) == 4


@pytest.mark.parametrize("status", [501, 505])
def test_what_will_not_change_is_not_tried_again(status):
    clock = FakeClock()
    with pytest.raises(SourceUnavailable):
        asked(clock, [(status, {})])
    assert clock.waits == []


def test_what_may_have_been_done_is_not_asked_twice():
    clock = FakeClock()
    with pytest.raises(SourceUnavailable, match="502"):
        asked(clock, [(502, {})], "POST")
    with pytest.raises(SourceUnavailable, match="broke off"):
        asked(clock, [[b""]], "POST")
    assert clock.waits == []


def test_what_webdav_reads_with_is_asked_twice():
    assert asked(FakeClock(), [(502, {})], "PROPFIND")[1] == 2


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_server_that_is_not_there(method):
    clock = FakeClock()
    with client(clock, retries=2) as http, pytest.raises(SourceUnavailable, match="reached") as got:
        http.request(method, f"http://127.0.0.2:{free_port()}/x?key=s3cret")
    assert clock.waits == [1.0, 2.0]
    assert "s3cret" not in str(got.value)


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, SourceRefused), (403, SourceRefused), (404, SourceBroken), (304, SourceBroken)]
    + [(status, SourceBroken) for status in (204, 400, 410, 418, 451, 499)],
)
def test_other_statuses(status, error):
    clock = FakeClock()
    with serving(lambda got: (status, {})) as site, client(clock, retries=3) as http:
        with pytest.raises(error, match=str(status)):
            http.request("GET", site.url())
        assert http.request("GET", site.url(), expected=(status,)).status == status
    assert clock.waits == []


def test_what_is_expected_is_not_tried_again():
    with (
        serving(lambda got: (503, {"Retry-After": "5"}, b"down")) as site,
        client(retries=3) as http,
    ):
        assert http.request("GET", site.url(), expected=(503,)).content == b"down"


def test_a_host_that_is_busy_is_busy_for_all():
    clock = FakeClock()
    script = iter([(429, {"Retry-After": "30"}), (200, {}, b"a"), (200, {}, b"b")])
    with serving(lambda got: next(script)) as site, client(clock, retries=0) as http:
        with pytest.raises(SourceUnavailable):
            http.request("GET", site.url("/a"))
        assert http.request("GET", site.url("/b")).content == b"a"
    assert clock.waits == [30.0]


def test_stopping_ends_a_wait_at_once():
    stop = threading.Event()

    def answer(got):
        threading.Timer(0.01, stop.set).start()
        return 429, {"Retry-After": "100"}

    with serving(answer) as site, client(Clock(), stop=stop, retries=3) as http:
        with pytest.raises(SourceUnavailable, match="stopped"):
            http.request("GET", site.url())
        with pytest.raises(SourceUnavailable, match="stopped"):
            http.request("GET", site.url())
    assert len(site.requests) == 1


def test_stopping_ends_a_long_answer():
    stop = threading.Event()

    def answer(got):
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            stop.set()
            yield bytes(1000)

    with (
        serving(answer) as site,
        client(stop=stop) as http,
        pytest.raises(SourceUnavailable, match="stopped"),
    ):
        http.request("GET", site.url())


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5", 5.0),
        (" 1.5 ", 1.5),
        ("0", 0.0),
        ("-1", None),
        ("", None),
        ("soon", None),
        ("٣", None),
        ("nan", None),
        ("inf", None),
        ("1e9", None),
        ("Fri, 99 Foo 2099", None),
        ("9" * 400, None),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0.0),
    ],
)
def test_what_retry_after_says(value, seconds):
    assert retry_after(value, FakeClock()) == seconds


@given(st.text())
def test_whatever_it_says_is_no_accident(value):
    found = retry_after(value, FakeClock())
    assert found is None or found >= 0
