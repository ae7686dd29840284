"""What is special to feeds: their dialects, their mistakes, and what falls off them."""

import json
from datetime import UTC, date, datetime

import pytest

from connectors.errors import SourceBroken, SourceUnavailable
from connectors.feed import Config, FeedConnector
from connectors.http import Client, HttpLimits, Networks
from connectors.types import Done, Failed, Known, Removed, Skipped, SourceItem
from tests.connectors.local_site import local_site
from tests.connectors.stage import QUICK

HTTP = Client(Networks(allowed=("127.0.0.0/8",)), HttpLimits(**{**QUICK, "retries": 0}))
ATOM = "http://www.w3.org/2005/Atom"


@pytest.fixture
def site():
    with local_site() as site:
        yield site


class Run:
    """One run over /feed, and what was remembered before and after it."""

    def __init__(self, site, cursor="", known=None, read=True, **config):
        config.setdefault("feeds", [f"{site.url}/feed"])
        self.known, self.bytes, self.errors = dict(known or {}), {}, {}
        connector = FeedConnector(Config.model_validate(config), HTTP)
        self.changes = []
        for change in connector.changes(cursor, self.known):
            self.changes.append(change)
            if isinstance(change, SourceItem) and read:
                try:
                    self.bytes[change.key] = change.read()
                except OSError as exc:
                    self.errors[change.key] = str(exc)
            if isinstance(change, SourceItem | Skipped):
                self.known[change.key] = Known(change.version, change.note)
        keys = [change.key for change in self.changes[:-1]]
        assert len(keys) == len(set(keys)), "each key once"
        assert isinstance(self.changes[-1], Done)
        assert not self.changes[-1].complete
        self.cursor = self.changes[-1].cursor

    def of(self, kind):
        return {change.key: change for change in self.changes if isinstance(change, kind)}

    @property
    def items(self):
        return self.of(SourceItem)


def atom(*entries, head=""):
    return f'<feed xmlns="{ATOM}" xml:lang="nl">{head}{"".join(entries)}</feed>'


def entry(name, updated="2026-01-01T00:00:00Z", more=""):
    return (
        f"<entry><id>urn:{name}</id><title>{name}</title><updated>{updated}</updated>"
        f'<link href="/{name}"/>{more}</entry>'
    )


def rss(*items, head="<language>nl-BE</language>"):
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>Nieuws</title>{head}{''.join(items)}</channel></rss>"
    )


def put(site, body, path="/feed", **more):
    site.put(path, body, Content_Type="application/xml", **more)


def test_rss_2_with_the_linked_page(site):
    put(
        site,
        rss(
            "<item><title>Nieuwe &amp; betere premie</title><guid isPermaLink='false'>42</guid>"
            f"<link>{site.url}/a?utm_source=rss</link><pubDate>Tue, 03 Feb 2026 10:00:00 +0100"
            "</pubDate><dcterms:valid>start=2026-01-01; end=2026-12-31</dcterms:valid></item>"
        ),
    )
    site.page("/a", "De premie stijgt.")
    run = Run(site)
    item = run.items["42"]
    assert run.bytes["42"] == site.pages["/a"].body
    assert (item.uri, item.title_hint) == (f"{site.url}/a", "Nieuwe & betere premie")
    assert (item.media_type, item.language) == ("text/html", "nl")
    assert item.modified == datetime(2026, 2, 3, 9, tzinfo=UTC)
    assert (item.valid_from, item.valid_until) == (date(2026, 1, 1), date(2026, 12, 31))


def test_rss_2_with_its_own_content(site):
    put(
        site,
        rss(
            "<item><title>Een</title><guid>http://x.example/1</guid><description>kort</description>"
            "<content:encoded><![CDATA[<p>Lang <b>en</b> breed</p>]]></content:encoded></item>",
            "<item><title>1 &lt; 2</title><link>http://x.example/2</link>"
            "<description>a &lt; b &amp; c</description></item>",
            "<item><guid>leeg</guid></item>",
            "<item><title>zonder naam</title></item>",
        ),
    )
    run = Run(site, fetch="entry")
    assert set(run.items) == {"http://x.example/1", "http://x.example/2"}
    first = run.bytes["http://x.example/1"].decode()
    assert "<h1>Een</h1>" in first
    assert "<b>en</b> breed" in first
    assert '<html lang="nl">' in first
    assert "a &lt; b &amp; c" in run.bytes["http://x.example/2"].decode()
    assert run.items["http://x.example/2"].title_hint == "1 < 2"
    assert "no text" in run.of(Skipped)["leeg"].reason


def test_rss_1(site):
    put(
        site,
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="x"><title>N</title></channel><item rdf:about="{site.url}/a"><title>A'
        f"</title><link>{site.url}/a</link><dc:date>2026-02-03</dc:date><dc:language>fr</dc:language>"
        "</item></rdf:RDF>",
    )
    item = Run(site, read=False).items[f"{site.url}/a"]
    assert item.modified == datetime(2026, 2, 3, tzinfo=UTC)
    assert item.language == "fr"


def test_atom_with_relative_links_and_xhtml(site):
    put(
        site,
        f'<feed xmlns="{ATOM}" xml:base="/nieuws/" xml:lang="de"><entry><id>urn:1</id>'
        '<title type="html">Eerste &amp;lt;i&amp;gt;</title><link rel="enclosure" href="x.mp3"/>'
        '<link rel="alternate" href="een"/><published>2026-01-01T00:00:00Z</published>'
        "<updated>2026-02-01T00:00:00+01:00</updated><content type='xhtml'>"
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>Inhalt<br/>mehr</p> Ende</div></content>'
        "</entry></feed>",
    )
    run = Run(site, fetch="entry")
    item = run.items["urn:1"]
    assert item.uri == f"{site.url}/nieuws/een"
    assert item.modified == datetime.fromisoformat("2026-02-01T00:00:00+01:00")
    assert item.language == "de"
    assert "<div><p>Inhalt<br>mehr</p> Ende</div>" in run.bytes["urn:1"].decode()


def test_plain_text_of_atom_is_text(site):
    put(site, atom(entry("a", more="<summary>als x &lt;b&gt; y</summary>")))
    assert "als x &lt;b&gt; y" in Run(site, fetch="entry").bytes["urn:a"].decode()


def test_a_link_to_a_document_is_a_document(site):
    put(site, atom(entry("a.pdf"), entry("b.pdf"), entry("c")))
    site.put("/a.pdf", b"%PDF-1.7", Content_Type="application/pdf")
    site.put("/b.pdf", b"<p>Meld u aan")
    site.put("/c", b"%PDF-1.7", Content_Type="application/pdf")
    run = Run(site)
    assert run.items["urn:a.pdf"].media_type == "application/pdf"
    assert run.bytes == {"urn:a.pdf": b"%PDF-1.7"}
    assert "is text/html, not the application/pdf" in run.errors["urn:b.pdf"]
    assert "is application/pdf, not the text/html" in run.errors["urn:c"]


def test_an_unchanged_feed_costs_one_question(site):
    put(site, atom(entry("a")))
    site.page("/a", "tekst")
    first = Run(site)
    site.forget()
    second = Run(site, first.cursor, first.known)
    assert second.changes == [Done(complete=False, cursor=first.cursor)]
    assert not site.whole
    put(site, atom(entry("b"), entry("a")))
    site.page("/b", "tekst")
    third = Run(site, second.cursor, second.known)
    assert set(third.items) == {"urn:a", "urn:b"}
    assert third.items["urn:a"].version == first.items["urn:a"].version


def test_a_feed_is_read_again_when_a_page_of_it_could_not_be_had(site):
    put(site, atom(entry("a")))
    site.put("/a", status=503)
    first = Run(site)
    assert "503" in first.errors["urn:a"]
    site.page("/a", "tekst")
    assert "urn:a" in Run(site, first.cursor, first.known).bytes


@pytest.mark.parametrize("cursor", ["no json", "[]", "3", '{"for":"x"}', '{"feeds":3}'])
def test_a_cursor_that_is_none_begins_anew(site, cursor):
    put(site, atom(entry("a")))
    assert Run(site, cursor, read=False).items


def test_a_cursor_of_another_configuration_begins_anew(site):
    put(site, atom(entry("a", more="<summary>tekst</summary>")))
    first = Run(site, read=False)
    second = Run(site, first.cursor, first.known, fetch="entry")
    assert second.items["urn:a"].version != first.items["urn:a"].version


def test_what_falls_off_is_not_told_and_a_tombstone_is(site):
    put(site, atom(entry("a"), entry("b"), entry("c", "2026-03-01T00:00:00Z")))
    first = Run(site, read=False)
    stones = "".join(
        f'<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="urn:{name}" '
        'when="2026-02-01T00:00:00Z"><at:comment>weg</at:comment></at:deleted-entry>'
        for name in ("a", "c", "nooit")
    )
    put(site, atom(entry("a"), entry("c", "2026-03-01T00:00:00Z"), head=stones))
    second = Run(site, first.cursor, first.known, read=False)
    assert set(second.of(Removed)) == {"urn:a"}, "c was changed after it was deleted"
    assert set(second.items) == {"urn:c"}


def test_of_entries_with_one_id_the_latest_counts(site):
    newer, older = "2026-03-01T00:00:00Z", "2026-01-01T00:00:00Z"
    put(site, atom(entry("a", older), entry("a", newer), entry("a", older)))
    (item,) = Run(site, read=False).items.values()
    assert item.modified == datetime(2026, 3, 1, tzinfo=UTC)


def test_one_guid_for_all_entries_is_no_guid(site):
    put(
        site,
        rss(
            *(
                f"<item><guid isPermaLink='false'>nieuws</guid><link>{site.url}/{n}</link></item>"
                for n in (1, 2)
            )
        ),
    )
    assert set(Run(site, read=False).items) == {f"{site.url}/1", f"{site.url}/2"}


@pytest.mark.parametrize(
    "break_it",
    [
        lambda text: text.replace("</feed>", ""),
        lambda text: text.replace("</entry>", "</entri></entry>", 1),
        lambda text: text.replace("<title>b", "<title>b & b"),
    ],
)
def test_a_malformed_feed_is_read_as_far_as_it_goes_and_told_about(site, break_it):
    put(site, break_it(atom(entry("a"), entry("b"))))
    run = Run(site, read=False)
    assert "urn:a" in run.items
    (failed,) = run.of(Failed).values()
    assert "not well-formed (line " in failed.reason
    assert failed.key == f"{site.url}/feed"


@pytest.mark.parametrize(
    ("title", "change", "read"),
    [
        ("caf&eacute;&nbsp;1", str.encode, "café 1"),
        ("\x08a\x00b", str.encode, "ab"),
        ("é", lambda text: text.replace("UTF-8", "ISO-8859-1").encode("latin-1"), "é"),
        ("é €", lambda text: text.encode("cp1252"), "é €"),
        ("é", lambda text: text.encode("utf-16"), "é"),
        ("x", lambda text: b"\xef\xbb\xbf\n " + text.encode(), "x"),
    ],
)
def test_odd_characters(site, title, change, read):
    text = rss(f"<item><guid>1</guid><title>{title}</title><description>d</description></item>")
    put(site, change(text))
    assert Run(site).items["1"].title_hint == read


def test_entities_of_the_feed_are_not_resolved(site, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("wachtwoord")
    put(
        site,
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y "zzz">]>'
        + rss(
            "<item><guid>1</guid><title>a &x; &y;</title><description>b</description></item>"
        ).partition("?>")[2],
    )
    run = Run(site)
    assert run.items["1"].title_hint == "a"
    assert b"wachtwoord" not in run.bytes["1"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "it is empty"),
        ("<!doctype html><html><body>Onderhoud</body></html>", "is a web page"),
        ("zomaar tekst", "not XML"),
        ("{}", "not XML"),
        ("<opml/>", "begins with <opml>"),
        (b"\x00\x01\xff", "not XML"),
    ],
)
def test_what_is_no_feed_is_an_error_that_says_what_to_do(site, body, message):
    put(site, body)
    with pytest.raises(SourceBroken, match=message):
        Run(site)


def test_of_two_feeds_one_may_fail(site):
    put(site, atom(entry("a")))
    feeds = [f"{site.url}/weg", f"{site.url}/feed"]
    run = Run(site, feeds=feeds, read=False)
    assert "urn:a" in run.items
    assert "cannot be read" in run.of(Failed)[f"{site.url}/weg"].reason
    assert json.loads(run.cursor)["feeds"][f"{site.url}/weg"] == {}
    put(site, status=503, body="")
    with pytest.raises(SourceUnavailable):
        Run(site, feeds=[f"{site.url}/feed"])


def test_entries_of_other_hosts_can_be_left_out(site):
    host = site.url.removeprefix("http://")
    elsewhere = '<entry><id>x</id><link href="https://elsewhere.example/x"/></entry>'
    put(site, atom(entry("a"), elsewhere))
    run = Run(site, hosts=[host], read=False)
    assert set(run.items) == {"urn:a"}
    assert "elsewhere.example" in run.of(Skipped)["x"].reason


def test_paged_feeds_are_read_back_while_they_hold_news(site):
    for number in range(1, 6):
        head = f'<link rel="next" href="/feed{number + 1}"/>' if number < 5 else ""
        put(site, atom(entry(f"a{number}"), head=head), f"/feed{number}")
    put(site, atom(entry("a0"), head='<link rel="next" href="/feed1"/>'))
    first = Run(site, read=False)
    assert set(first.items) == {f"urn:a{number}" for number in range(6)}
    site.forget()
    put(site, atom(entry("nieuw"), head='<link rel="next" href="/feed1"/>'))
    second = Run(site, first.cursor, first.known, read=False)
    assert set(second.items) == {"urn:nieuw", "urn:a1"}
    assert site.asked["/feed2"] == 0
    assert len(Run(site, read=False, max_pages=2).items) == 2


def test_an_archive_that_leads_to_itself_ends(site):
    put(site, atom(entry("a"), head='<link rel="prev-archive" href="/feed"/>'))
    Run(site, read=False)
    assert site.asked["/feed"] == 1


def test_a_title_with_hostile_markup_is_text(site):
    put(
        site,
        atom(
            '<entry><id>1</id><title type="html">&lt;script&gt;x&lt;/script&gt;"Hoi"</title>'
            '<link href="javascript:alert(1)"/><summary>tekst</summary></entry>'
        ),
    )
    run = Run(site)
    assert run.items["1"].uri == f"{site.url}/feed"
    assert "<script>" not in run.bytes["1"].decode()
