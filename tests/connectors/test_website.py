"""What is special to a website: what it asks, what it leads to, and what it says of itself."""

import gzip
from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from connectors.config import Secrets
from connectors.errors import SourceBroken, SourceRefused, SourceUnavailable
from connectors.http import Client, HttpLimits, Networks
from connectors.registry import Tools
from connectors.types import Done, Failed, Known, Removed, Skipped, SourceItem, Unchanged
from connectors.website import Config, WebsiteConnector, connect
from connectors.website.facts import Facts, Note, read_note
from connectors.website.fetch import Clock
from connectors.website.urls import normalised
from tests.connectors.local_site import local_site
from tests.connectors.stage import QUICK

HTTP = Client(Networks(allowed=("127.0.0.0/8",)), HttpLimits(**{**QUICK, "retries": 0}))


@pytest.fixture
def site():
    with local_site() as site:
        yield site


class Run:
    """One run, its bytes read as they come, and what was remembered before and after it."""

    def __init__(self, site, known=None, clock=None, **config):
        if not {"starts", "sitemaps"} & set(config):
            config["starts"] = [f"{site.url}/"]
        self.url, self.known, self.bytes = site.url, dict(known or {}), {}
        self.changes = []
        connector = WebsiteConnector(Config.model_validate(config), HTTP, clock or Clock())
        for change in connector.changes("", dict(self.known)):
            self.changes.append(change)
            if isinstance(change, SourceItem):
                self.bytes[self._path(change.key)] = change.read()
            if isinstance(change, SourceItem | Skipped):
                self.known[change.key] = Known(change.version, change.note)
            if isinstance(change, Removed):
                self.known.pop(change.key, None)
        keys = [change.key for change in self.changes[:-1]]
        assert len(keys) == len(set(keys)), "each key once"
        assert isinstance(self.changes[-1], Done)

    def _path(self, key):
        return key.removeprefix(self.url)

    def of(self, kind):
        return {self._path(c.key): c for c in self.changes if isinstance(c, kind)}

    @property
    def items(self):
        return self.of(SourceItem)

    @property
    def paths(self):
        return sorted(self.items)

    @property
    def skipped(self):
        return {path: change.reason for path, change in self.of(Skipped).items()}

    @property
    def failed(self):
        return {path: change.reason for path, change in self.of(Failed).items()}

    @property
    def complete(self):
        return self.changes[-1].complete


def sitemap(*urls, lastmod=""):
    stamp = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    rows = "".join(f"<url><loc>{url}</loc>{stamp}</url>" for url in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


# Finding


def test_pages_are_found_breadth_first_and_their_bytes_are_untouched(site):
    site.page("/", "thuis", ["/b", "/a"])
    site.page("/a", "een", ["/c"])
    site.page("/b", "twee")
    site.page("/c", "drie")
    run = Run(site)
    assert list(run.items) == ["/", "/b", "/a", "/c"]
    assert run.bytes["/a"] == site.pages["/a"].body
    assert run.complete
    assert site.asked["/a"] == 1
    item = run.items["/a"]
    assert (item.uri, item.media_type, item.title_hint) == (f"{site.url}/a", "text/html", "/a")
    assert (item.language, item.size) == ("nl", len(site.pages["/a"].body))


def test_one_page_under_many_spellings_is_one(site):
    spellings = ["/a?b=2&a=1", "/a?a=1&b=2#top", "/x/../a?a=1&b=2&utm_source=mail", "a?a=1&b=2"]
    site.page("/", "", [*spellings, "/a;jsessionid=1F?a=1&b=2", f"{site.url}/a?a=1&b=2"])
    site.page("/a?a=1&b=2", "een")
    assert Run(site).paths == ["/", "/a?a=1&b=2"]


def test_a_page_is_read_again_after_its_turn_only_by_asking_again(site):
    site.page("/", "thuis", ["/a"])
    site.page("/a", "een")
    connector = WebsiteConnector(Config(starts=(f"{site.url}/",)), HTTP)
    items = [c for c in connector.changes() if isinstance(c, SourceItem)]
    assert items[0].read() == site.pages["/"].body
    assert site.asked["/"] == 2
    site.page("/a", status=410)
    with pytest.raises(OSError, match="410"):
        items[1].read()


def test_hostile_and_foreign_links_lead_nowhere(site):
    links = [
        "javascript:alert(1)", "mailto:a@b.be", "tel:+32", "data:text/html,hi", "ftp://x/y",
        "http://elsewhere.example/x", "//elsewhere.example/y", "http://u:p@127.0.0.1/", "http://[::1",
        "http://127.0.0.1:99999/", "/" + "x" * 100_000, "\x00\x01", "", "#top", "   ",
        "file:///etc/passwd", "/logo.png", "/data.zip", "/a/a/a/a/a/a", f"{site.url}/ok\n",
    ]  # fmt: skip
    site.page("/", "thuis", links)
    site.page("/ok", "goed")
    run = Run(site)
    assert run.paths == ["/", "/ok"]
    assert set(site.asked) == {"/robots.txt", "/", "/ok"}
    assert run.complete


def test_malformed_pages_are_read_as_far_as_they_go(site):
    site.put("/", b'<a href="/a">x<table><a href=/b>y<p>\x00 <a href="/c')
    site.put("/a", b'<?xml version="1.0" encoding="utf-8"?><html lang=fr><body>\xff\xfe oui')
    site.put("/b", b"plain words without any element")
    run = Run(site)
    assert run.paths == ["/", "/a", "/b"]
    assert run.items["/a"].language == "fr"


def test_an_empty_page_is_no_document(site):
    site.page("/", "thuis", ["/leeg"])
    site.put("/leeg", b" \n")
    assert Run(site).skipped == {"/leeg": "It is empty."}


def test_a_site_of_one_page_is_complete(site):
    site.put("/", "<p>In opbouw")
    run = Run(site)
    assert run.paths == ["/"]
    assert run.complete


@pytest.mark.parametrize(
    ("header", "head", "encoding"),
    [
        ("text/html; charset=iso-8859-15", "", "iso-8859-15"),
        ("text/html; charset=utf-8", '<meta charset="iso-8859-1">', "utf-8"),
        ("text/html; charset=windows-1250", "", "windows-1250"),
        ("text/html; charset=utf-16le", "", "utf-16-le"),
    ],
)
def test_what_only_the_header_knows_of_the_charset_is_not_lost(site, header, head, encoding):
    text = f"<html><head>{head}<title>ë</title></head><body>€ ë</body></html>"
    site.put("/", text.encode(encoding), Content_Type=header)
    run = Run(site)
    assert run.items["/"].title_hint == "ë"
    assert run.bytes["/"].decode("utf-8-sig") == text


@pytest.mark.parametrize(
    "header", ["text/html", "text/html; charset=iso-8859-1", "text/html; charset=?"]
)
def test_what_the_page_says_of_its_charset_is_left_alone(site, header):
    body = '<meta charset="iso-8859-1"><title>Eén</title>'.encode("latin-1")
    site.put("/", body, Content_Type=header)
    run = Run(site)
    assert (run.bytes["/"], run.items["/"].title_hint) == (body, "Eén")


# What robots are asked


def test_robots_txt_is_obeyed_and_its_sitemaps_are_used(site):
    site.robots(f"User-agent: *\nDisallow: /intern/\nSitemap: {site.url}/map.xml")
    site.put("/map.xml", sitemap(f"{site.url}/los", f"{site.url}/intern/x"))
    site.page("/", "thuis", ["/intern/a"])
    for path in ("/los", "/intern/a", "/intern/x"):
        site.page(path, "tekst")
    run = Run(site)
    assert run.paths == ["/", "/los"]
    assert set(run.skipped) == {"/intern/a", "/intern/x"}
    assert "robots.txt" in run.skipped["/intern/a"]
    assert site.asked["/intern/a"] == 0
    assert site.asked["/robots.txt"] == 1
    assert Run(site, robots=False).paths == ["/", "/intern/a", "/intern/x", "/los"]


def test_rules_for_this_robot_go_before_those_for_all(site):
    site.robots("User-agent: *\nDisallow: /\n\nUser-agent: Vraagbaak\nDisallow: /geheim")
    site.page("/", "thuis", ["/geheim"])
    assert Run(site).paths == ["/"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_robots_txt_that_is_not_there_allows_all(site, status):
    site.put("/robots.txt", status=status)
    site.page("/", "thuis")
    assert Run(site).paths == ["/"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_that_nobody_can_read_forbids_all(site, status):
    site.put("/robots.txt", status=status)
    site.page("/", "thuis")
    with pytest.raises(SourceUnavailable, match=r"robots\.txt cannot be had"):
        Run(site)
    assert site.asked["/"] == 0
    assert Run(site, robots=False).paths == ["/"]


def test_a_site_that_forbids_its_start_is_an_error_and_removes_nothing(site):
    site.robots("User-agent: *\nDisallow: /")
    with pytest.raises(SourceRefused, match=r"robots\.txt asks not to visit the start"):
        Run(site)


def test_crawl_delay_and_delay_are_kept(site):
    site.robots("User-agent: *\nCrawl-delay: 3")
    site.page("/", "thuis", ["/a", "/b"])
    site.page("/a", "een")
    site.page("/b", "twee")
    now, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    Run(site, clock=Clock(lambda: now[0], sleep), delay_s=1)
    assert slept == [3.0, 3.0]


@pytest.mark.parametrize(
    ("head", "header", "indexed", "followed"),
    [
        ('<meta name="robots" content="noindex">', None, False, True),
        ('<META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW">', None, False, False),
        ('<meta name="robots" content="none">', None, False, False),
        ('<meta name="robots" content="nofollow">', None, True, False),
        ('<meta name="googlebot" content="noindex">', None, True, True),
        ('<meta name="vraagbaak" content="noindex">', None, False, True),
        ("", "noindex", False, True),
        ("", "noindex, nofollow", False, False),
        ("", "googlebot: noindex, nofollow", True, True),
        ("", "vraagbaak: noindex", False, True),
        ("", "max-snippet: 20, noindex", False, True),
    ],
)
def test_noindex_and_nofollow(site, head, header, indexed, followed):
    site.page("/", "thuis", ["/x"])
    site.page("/x", "tekst", ["/y"], head, **({"X_Robots_Tag": header} if header else {}))
    site.page("/y", "meer")
    run = Run(site)
    assert ("/x" in run.items, "/y" in run.items) == (indexed, followed)
    assert indexed or "noindex" in run.skipped["/x"]
    assert Run(site, robots=False).paths == ["/", "/x", "/y"]


def test_a_page_that_becomes_noindex_goes_and_can_come_back(site):
    site.page("/", "thuis", ["/x"])
    site.page("/x", "tekst")
    first = Run(site)
    site.page("/x", "tekst", head='<meta name="robots" content="noindex">')
    second = Run(site, first.known)
    assert "/x" in second.skipped
    third = Run(site, second.known)
    assert "/x" in third.skipped
    assert site.whole["/x"] == 2
    site.page("/x", "tekst")
    assert "/x" in Run(site, third.known).items


# Canonical pages and redirects


def test_the_canonical_page_is_the_document(site):
    site.page("/", "thuis", ["/a?sessie=1", "/a"])
    for path in ("/a?sessie=1", "/a"):
        site.page(path, "tekst", head='<link rel="canonical" href="/a">')
    run = Run(site)
    assert run.paths == ["/", "/a"]
    assert run.skipped == {"/a?sessie=1": f"Its canonical address is {site.url}/a."}
    again = Run(site, run.known)
    assert set(again.of(Unchanged)) == {"/", "/a"}
    assert set(again.skipped) == {"/a?sessie=1"}


@pytest.mark.parametrize(
    "canonical", ["http://elsewhere.example/a", "/weg", "javascript:x", "", "/a"]
)
def test_a_canonical_page_that_is_not_there_or_not_ours_is_none(site, canonical):
    site.page("/", "thuis", ["/a"])
    site.page("/a", "tekst", head=f'<link rel="canonical" href="{canonical}">')
    assert Run(site).paths == ["/", "/a"]


def test_pages_that_call_one_another_canonical_leave_one(site):
    site.page("/", "thuis", ["/a"])
    site.page("/a", "tekst", head='<link rel="canonical" href="/b">')
    site.page("/b", "tekst", head='<link rel="canonical" href="/a">')
    assert Run(site).paths == ["/", "/b"]


def test_a_canonical_page_that_redirects_back_leaves_the_page(site):
    site.page("/", "thuis", ["/a"])
    site.page("/a", "tekst", head='<link rel="canonical" href="/b">')
    site.redirect("/b", "/a")
    run = Run(site)
    assert run.paths == ["/", "/a"]
    assert set(run.skipped) == {"/b"}


def test_a_page_whose_canonical_page_goes_stands_for_itself_again(site):
    site.page("/", "thuis", ["/a"])
    site.page("/a", "tekst", head='<link rel="canonical" href="/b">')
    site.page("/b", "tekst")
    first = Run(site)
    assert first.paths == ["/", "/b"]
    site.put("/b", status=410)
    second = Run(site, first.known)
    assert set(second.of(Removed)) == {"/b"}
    assert second.paths == ["/a"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_page_is_at_its_final_address(site, status):
    site.page("/", "thuis", ["/oud"])
    site.redirect("/oud", "/tussen", status)
    site.redirect("/tussen", "nieuw#kop", status)
    site.page("/nieuw", "tekst")
    run = Run(site)
    assert run.paths == ["/", "/nieuw"]
    assert run.items["/nieuw"].uri == f"{site.url}/nieuw"
    target = f"It redirects to {site.url}/nieuw."
    assert run.skipped == {"/oud": target, "/tussen": target}
    assert run.complete


def test_a_page_that_moves_is_skipped_where_it_was(site):
    site.page("/", "thuis", ["/oud"])
    site.page("/oud", "tekst")
    first = Run(site)
    site.redirect("/oud", "/nieuw")
    site.page("/nieuw", "tekst")
    second = Run(site, first.known)
    assert "/oud" in second.skipped
    assert second.paths == ["/nieuw"]


def test_redirects_in_a_circle_fail_and_keep_what_was_there(site):
    site.page("/", "thuis", ["/a", "/c"])
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    site.redirect("/c", "/c")
    run = Run(site)
    assert set(run.failed) == {"/a", "/b", "/c"}
    assert "in a circle" in run.failed["/b"]
    assert "to itself" in run.failed["/c"]
    assert not run.complete


def test_a_chain_of_redirects_has_an_end(site):
    site.page("/", "thuis", ["/r0"])
    for number in range(30):
        site.redirect(f"/r{number}", f"/r{number + 1}")
    run = Run(site)
    assert run.failed
    assert site.asked["/r29"] == 0


def test_a_redirect_to_another_site_is_not_followed(site):
    with local_site() as other:
        other.page("/", "vreemd")
        site.page("/", "thuis", ["/weg"])
        site.redirect("/weg", f"{other.url}/")
        assert Run(site).skipped == {"/weg": f"It redirects to {other.url}/."}
        assert not other.asked


def test_the_host_that_a_start_redirects_to_belongs_to_the_site(site):
    with local_site() as other:
        other.page("/", "thuis", ["/a"])
        other.page("/a", "een")
        site.redirect("/", f"{other.url}/")
        run = Run(site)
        assert sorted(run.items) == [f"{other.url}/", f"{other.url}/a"]
        host = site.url.removeprefix("http://")
        assert Run(site, hosts=[host]).items == {}


def test_a_page_that_sends_visitors_on_is_none(site):
    site.page("/", "thuis", ["/oud"])
    site.page("/oud", head='<meta http-equiv="refresh" content="0; URL=\'/nieuw\'">')
    site.page("/nieuw", "tekst")
    run = Run(site)
    assert run.paths == ["/", "/nieuw"]
    assert "sends visitors on" in run.skipped["/oud"]


# Changes and removals


def test_a_second_crawl_fetches_only_what_changed(site):
    site.page("/", "thuis", ["/etag", "/date", "/none"])
    site.page("/etag", "een", ["/diep"])
    site.page("/date", "twee", ["/diep2"], etag=False, changed=1_700_000_000)
    site.page("/none", "drie", etag=False)
    site.page("/diep", "vier")
    site.page("/diep2", "vijf")
    first = Run(site)
    assert len(first.items) == 6
    site.forget()
    second = Run(site, first.known)
    assert set(second.of(Unchanged)) == {"/", "/etag", "/date", "/diep", "/diep2"}
    assert second.complete
    assert {path for path, count in site.whole.items() if count} == {"/none", "/robots.txt"}
    assert second.items["/none"].version == first.items["/none"].version

    site.forget()
    site.page("/diep", "anders")
    site.page("/date", "twee", ["/nieuw"], etag=False, changed=1_700_000_500)
    site.page("/nieuw", "zes")
    third = Run(site, second.known)
    assert {"/diep", "/date", "/nieuw"} <= set(third.items)
    assert third.items["/diep"].version != first.items["/diep"].version
    assert site.whole["/etag"] == site.whole["/"] == 0
    assert "/diep2" not in {**third.items, **third.of(Unchanged)}
    assert third.complete


def test_versions_are_of_the_bytes_not_of_the_validators(site):
    site.page("/", "thuis", ETag="first", etag=False)
    first = Run(site)
    site.page("/", "thuis", ETag="second", etag=False)
    second = Run(site, first.known)
    assert second.items["/"].version == first.items["/"].version


def test_another_configuration_reads_everything_again(site):
    site.page("/", "thuis", ["/a"])
    site.page("/a", "een")
    first = Run(site)
    site.forget()
    assert Run(site, first.known, max_depth=3).paths == ["/", "/a"]
    assert site.whole["/a"] == 1


@pytest.mark.parametrize("note", ["", "no json", "[]", "null", '{"l":"@@"}', '{"l":"00000"}'])
def test_a_note_that_cannot_be_read_costs_one_full_fetch(site, note):
    site.page("/", "thuis", ["/a"])
    site.page("/a", "een")
    assert Run(site, {f"{site.url}/": Known("v", note)}).paths == ["/", "/a"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_known_page_that_is_gone_is_removed(site, status):
    site.page("/", "thuis", ["/a", "/nooit"])
    site.page("/a", "een")
    first = Run(site)
    assert first.complete
    assert "/nooit" not in {c.key for c in first.changes[:-1]}
    site.put("/a", status=status)
    second = Run(site, first.known)
    assert second.of(Removed)["/a"].reason == f"It answers {status}."
    assert not second.of(Failed)
    assert second.complete


@pytest.mark.parametrize("status", [403, 429, 500, 503, 418])
def test_a_page_that_fails_is_kept_and_its_links_are_still_followed(site, status):
    site.page("/", "thuis", ["/a"])
    site.page("/a", "een", ["/b"])
    site.page("/b", "twee")
    first = Run(site)
    site.put("/a", status=status)
    second = Run(site, first.known)
    assert str(site.url) in second.failed["/a"]
    assert set(second.of(Unchanged)) == {"/", "/b"}
    assert second.complete, "the links of the page are remembered, so nothing is hidden"


def test_a_page_that_failed_from_the_start_may_hide_others(site):
    site.page("/", "thuis", ["/a", "/c"])
    site.page("/c", "drie")
    first = Run(site)
    site.page("/", "thuis", ["/a"])
    site.put("/a", status=500)
    second = Run(site, first.known)
    assert not second.complete
    assert set(second.of(Unchanged)) == {"/c"}, "asked for, though nothing leads there any more"
    del site.pages["/c"]
    third = Run(site, second.known)
    assert set(third.of(Removed)) == {"/c"}


def test_a_document_that_fails_hides_nothing(site):
    site.page("/", "thuis", ["/a.pdf"])
    site.put("/a.pdf", status=500)
    assert Run(site).complete


def test_a_site_that_goes_down_during_a_crawl_is_an_error(site):
    site.page("/", "thuis", [f"/p{number}" for number in range(60)])
    for number in range(60):
        site.put(f"/p{number}", status=503)
    with pytest.raises(SourceUnavailable, match="one after another"):
        Run(site)
    assert sum(site.asked.values()) < 30


def test_a_site_with_nothing_left_removes_nothing(site):
    site.page("/", "thuis", ["/a"])
    site.page("/a", "een")
    first = Run(site)
    site.page("/", "thuis", head='<meta name="robots" content="noindex,nofollow">')
    assert not Run(site, first.known).complete


@pytest.mark.parametrize("status", [404, 410])
def test_a_start_that_is_not_there_is_an_error(site, status):
    site.put("/", status=status)
    with pytest.raises(SourceBroken, match=f"The start .* answers {status}"):
        Run(site)


def test_one_start_of_two_that_fails_leaves_the_run_incomplete(site):
    site.page("/", "thuis")
    run = Run(site, starts=[f"{site.url}/", f"{site.url}/weg"])
    assert run.paths == ["/"]
    assert "/weg" in run.failed
    assert not run.complete


# What belongs to the site


def test_include_exclude_and_follow_only(site):
    site.page("/", "thuis", ["/nl/a", "/fr/a", "/nl/kalender/2026", "/nl/lijst?p=1"])
    site.page("/nl/lijst?p=1", "lijst", ["/nl/b"])
    for path in ("/nl/a", "/nl/b", "/fr/a", "/nl/kalender/2026"):
        site.page(path, "tekst")
    run = Run(site, include=["/nl/*"], exclude=["*/kalender/*"], follow_only=["/nl/lijst*"])
    assert run.paths == ["/nl/a", "/nl/b"]
    assert "include or exclude" in run.skipped["/"]
    assert "links only" in run.skipped["/nl/lijst?p=1"]
    assert site.asked["/fr/a"] == site.asked["/nl/kalender/2026"] == 0
    assert Run(site, include=[f"{site.url}/fr/*"]).paths == ["/fr/a"]


def test_languages(site):
    site.page("/", "thuis", ["/fr", "/zonder", "/en"])
    site.page("/fr", "bonjour", ["/nl"], lang="fr-BE")
    site.page("/zonder", "tekst", lang="")
    site.put("/en", "<p>hello", Content_Language="en-GB")
    site.page("/nl", "dag")
    run = Run(site, languages=["nl"])
    assert run.paths == ["/", "/nl", "/zonder"]
    assert run.skipped["/fr"] == "It is in another language (fr)."
    assert "/en" in run.skipped


def test_depth(site):
    site.page("/", "0", ["/1"])
    for depth in range(1, 6):
        site.page(f"/{depth}", "x", [f"/{depth + 1}"])
    run = Run(site, max_depth=2)
    assert run.paths == ["/", "/1", "/2"]
    assert run.complete
    assert Run(site, max_depth=0).paths == ["/"]


def test_a_trap_without_end_is_bounded_by_the_limit_of_pages(site):
    site.page("/", "thuis", ["/kalender?m=1"])
    for month in range(1, 200):
        site.page(f"/kalender?m={month}", "x", [f"/kalender?m={month + 1}", f"/dag?d={month}"])
        site.page(f"/dag?d={month}", "y")
    run = Run(site, max_pages=30, max_depth=100)
    assert sum(site.asked.values()) == 31
    assert not run.complete
    assert "limit of 30 addresses" in next(iter(run.failed.values()))
    assert "Raise max_pages, or exclude" in next(iter(run.failed.values()))


def test_documents_come_along_with_the_words_of_their_link(site):
    site.put(
        "/",
        '<main><a href="/f/A1.PDF">Reglement <b>premies</b></a> <a href="/b.doc">oud</a>'
        '<a href="/download?id=7">x</a><a href="/c.docx">y</a><a href="/d.pdf">z</a></main>',
    )
    site.put("/f/A1.PDF", b"%PDF-1.7 ...", Content_Type="application/pdf", changed=1_700_000_000)
    site.put("/download?id=7", b"%PDF-1.4", Content_Type="application/octet-stream")
    site.put("/c.docx", b"PK\x03\x04", Content_Type="application/octet-stream")
    site.put("/d.pdf", "<p>Meld u aan", Content_Type="text/html")
    run = Run(site)
    assert run.paths == ["/", "/c.docx", "/download?id=7", "/f/A1.PDF"]
    document = run.items["/f/A1.PDF"]
    assert (document.media_type, document.title_hint) == ("application/pdf", "Reglement premies")
    assert document.modified == datetime.fromtimestamp(1_700_000_000, UTC)
    assert run.items["/download?id=7"].media_type == "application/pdf"
    assert "wordprocessingml" in run.items["/c.docx"].media_type
    assert "offer it as PDF" in run.skipped["/b.doc"]
    assert "is a web page" in run.skipped["/d.pdf"]
    assert site.asked["/b.doc"] == 0
    again = Run(site, run.known)
    assert "/f/A1.PDF" in again.of(Unchanged)
    without = Run(site, documents=False)
    assert without.paths == ["/"]
    assert set(without.skipped) == {"/download?id=7"}


def test_what_is_neither_page_nor_document_is_said_so(site):
    site.page("/", "thuis", ["/feed", "/leeg"])
    site.put("/feed", "<rss/>", Content_Type="application/rss+xml")
    site.put("/leeg", "", Content_Type="application/pdf")
    assert Run(site).skipped == {
        "/feed": "It is application/rss+xml, neither a page nor a document.",
        "/leeg": "It is empty.",
    }


def test_a_relative_link_follows_the_base_of_its_page(site):
    site.page("/", "thuis", ["a"], '<base href="/diep/er/">')
    site.page("/diep/er/a", "tekst")
    assert Run(site).paths == ["/", "/diep/er/a"]


def test_links_that_ask_not_to_be_followed_are_not(site):
    site.put("/", '<a rel="nofollow" href="/a">x</a><a rel="noopener" href="/b">y</a>')
    site.page("/a", "een")
    site.page("/b", "twee")
    assert Run(site).paths == ["/", "/b"]


# Sitemaps


def test_a_sitemap_index_with_gzip_and_a_broken_child(site):
    children = [f"<sitemap><loc>{site.url}/{n}</loc></sitemap>" for n in ("a.gz", "b.xml", "c.txt")]
    site.put(
        "/index.xml", f"<sitemapindex>{''.join(children)}</sitemapindex>", Content_Type="text/xml"
    )
    zipped = gzip.compress(sitemap(f"{site.url}/een").encode())
    site.put("/a.gz", zipped, Content_Type="application/gzip")
    site.put(
        "/b.xml", f'<?xml version="1.0"?><urlset><url><loc>{site.url}/twee</loc></url><url><lo'
    )
    site.put("/c.txt", f"{site.url}/drie\n\nnot an address\n", Content_Type="text/plain")
    for path in ("/een", "/twee", "/drie"):
        site.page(path, "tekst")
    run = Run(site, sitemaps=[f"{site.url}/index.xml"])
    assert run.paths == ["/drie", "/een", "/twee"]
    assert "broken" in run.failed["/b.xml"]
    assert not run.complete, "what the broken sitemap did not get to say may still be there"


def test_a_page_of_a_broken_sitemap_stays_until_it_is_gone(site):
    site.put("/map.xml", sitemap(f"{site.url}/a", f"{site.url}/b"))
    site.page("/a", "een")
    site.page("/b", "twee")
    site.page("/", "thuis")
    config = {"starts": [f"{site.url}/"], "sitemaps": [f"{site.url}/map.xml"]}
    first = Run(site, **config)
    assert first.complete
    site.put("/map.xml", "<html>Onderhoud</html>")
    del site.pages["/b"]
    second = Run(site, first.known, **config)
    assert "begins with <html>" in second.failed["/map.xml"]
    assert set(second.of(Unchanged)) == {"/", "/a"}
    assert set(second.of(Removed)) == {"/b"}
    assert not second.complete


@pytest.mark.parametrize("body", [b"", b"\x1f\x8bnonsense", b"words", b"<a", b"<?xml?>", b"{}"])
def test_a_sitemap_that_is_none_is_an_error_when_it_is_all_there_is(site, body):
    site.put("/map.xml", body)
    if body:
        with pytest.raises(SourceBroken, match=r"map\.xml"):
            Run(site, sitemaps=[f"{site.url}/map.xml"])
    else:
        assert Run(site, sitemaps=[f"{site.url}/map.xml"]).changes == [Done(complete=True)]


def test_an_emptied_sitemap_removes_nothing(site):
    site.put("/map.xml", sitemap(f"{site.url}/a"))
    site.page("/a", "een")
    config = {"sitemaps": [f"{site.url}/map.xml"]}
    first = Run(site, **config)
    site.put("/map.xml", sitemap())
    assert Run(site, first.known, **config).changes == [Done(complete=False)]


def test_sitemaps_name_pages_of_this_site_only_and_images_are_no_pages(site):
    site.put(
        "/map.xml",
        '<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><s:url>'
        f"<i:image><i:loc>{site.url}/foto</i:loc></i:image>"
        f"<s:loc> {site.url}/a?x=1&amp;y=2\n</s:loc>"
        "</s:url><s:url><s:loc>http://elsewhere.example/</s:loc></s:url></s:urlset>",
    )
    site.page("/a?x=1&y=2", "een")
    assert Run(site, sitemaps=[f"{site.url}/map.xml"]).paths == ["/a?x=1&y=2"]


def test_a_sitemap_that_names_itself_is_read_once(site):
    site.put(
        "/map.xml", f"<sitemapindex><sitemap><loc>{site.url}/map.xml</loc></sitemap></sitemapindex>"
    )
    Run(site, sitemaps=[f"{site.url}/map.xml"])
    assert site.asked["/map.xml"] == 1


def test_lastmod_is_believed_only_where_that_is_configured(site):
    site.put("/map.xml", sitemap(f"{site.url}/a", lastmod="2026-01-02"))
    site.page("/a", "een", ["/b"])
    site.page("/b", "twee")
    config = {"sitemaps": [f"{site.url}/map.xml"]}
    first = Run(site, **config)
    assert first.items["/a"].modified == datetime(2026, 1, 2, tzinfo=UTC)
    site.page("/a", "anders", ["/b"])
    assert "/a" in Run(site, first.known, **config).items

    trusting = Run(site, trust_lastmod=True, **config)
    site.page("/a", "weer anders", ["/b"])
    site.forget()
    again = Run(site, trusting.known, trust_lastmod=True, **config)
    assert set(again.of(Unchanged)) == {"/a", "/b"}
    assert site.asked["/a"] == 0
    site.put("/map.xml", sitemap(f"{site.url}/a", lastmod="2026-03-04"))
    assert "/a" in Run(site, trusting.known, trust_lastmod=True, **config).items


# What a page says of itself

LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "modified", "valid"),
    [
        (
            LD.format(
                '{"dateModified": "2026-02-03T10:00:00+01:00", "datePublished": "2020-01-01"}'
            ),
            datetime.fromisoformat("2026-02-03T10:00:00+01:00"),
            (None, None),
        ),
        (
            LD.format(
                '{"@graph": [{"validFrom": "2026-01-01", "validThrough": "2026-12-31T23:59"}]}'
            ),
            None,
            (date(2026, 1, 1), date(2026, 12, 31)),
        ),
        (LD.format('[{"expires": "2027-06-30"}, 3, null]'), None, (None, date(2027, 6, 30))),
        (LD.format('{"validFrom": "2027-01-01", "expires": "2026-01-01"}'), None, (None, None)),
        (LD.format('{"offers": {"validThrough": "2026-01-01"}}'), None, (None, None)),
        (LD.format("{broken") + LD.format("[" * 9999), None, (None, None)),
        (
            '<meta name="dcterms.valid" content="start=2026-01-01; end=2026-06-30">',
            None,
            (date(2026, 1, 1), date(2026, 6, 30)),
        ),
        (
            '<meta property="article:modified_time" content="2026-05-06T00:00:00Z">',
            datetime(2026, 5, 6, tzinfo=UTC),
            (None, None),
        ),
        (
            '<meta name="robots" content="unavailable_after: 2026-09-10">',
            None,
            (None, date(2026, 9, 10)),
        ),
        ('<meta name="dcterms.modified" content="not a date">', None, (None, None)),
    ],
)
def test_moments_and_validity(site, head, modified, valid):
    site.page("/", "thuis", head=head)
    item = Run(site).items["/"]
    assert item.modified == modified
    assert (item.valid_from, item.valid_until) == valid


def test_a_time_counts_when_it_says_that_the_page_was_changed(site):
    site.put(
        "/",
        '<p>De markt is op <time datetime="2030-01-01">1 januari</time>.</p>'
        '<p>Laatst bijgewerkt op <time datetime="2026-03-04">4 maart</time></p>',
    )
    assert Run(site).items["/"].modified == datetime(2026, 3, 4, tzinfo=UTC)


def test_last_modified_of_a_page_made_just_now_says_nothing(site):
    site.page("/", "thuis", changed=4_000_000_000)
    assert Run(site).items["/"].modified is None


def test_the_language_of_linked_data(site):
    site.page("/", "thuis", head=LD.format('{"inLanguage": "de-BE"}'), lang="")
    assert Run(site).items["/"].language == "de"


# Configuration


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"starts": ["ftp://x/"]},
        {"starts": ["https://x/"], "languages": ["Dutch"]},
        {"starts": ["https://x/"], "hosts": ["https://x/"]},
        {"starts": ["https://x/"], "max_pages": 0},
    ],
)
def test_a_configuration_that_cannot_be_is_refused(config):
    with pytest.raises(ValidationError):
        Config.model_validate(config)


def test_it_is_made_with_the_services_client(tmp_path):
    tools = Tools(HTTP, Secrets(), tmp_path, tmp_path)
    assert connect(Config(starts=("https://x.example/",)), tools).http is HTTP


def test_a_note_of_many_links_is_small_and_comes_back_whole():
    links = tuple(f"https://www.stad.be/thema/afdeling-{n % 7}/pagina-{n}" for n in range(2_000))
    note = Note(Facts("", "nl", "https://www.stad.be/x", links), True, '"e"', "m", "s", "f")
    assert read_note(note.encoded()) == note
    assert len(note.encoded()) < 12_000
    assert note.conditions == {"If-None-Match": '"e"', "If-Modified-Since": "m"}


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("HTTPS://WWW.Stad.BE.:443/%7eA/./b/../c?", "https://www.stad.be/~A/c"),
        ("http://stad.be", "http://stad.be/"),
        ("https://stad.be/a b/é?q=ü&%c3%bc=1", "https://stad.be/a%20b/%C3%A9?%C3%BC=1&q=%C3%BC"),
        ("https://stad.be/50%?p=100%", "https://stad.be/50%25?p=100%25"),
        ("https://stad.be/a%2Fb", "https://stad.be/a%2Fb"),
        ("https://stad.be/?b&a=2&b=1&a=1&a", "https://stad.be/?a=2&a=1&a&b&b=1"),
        ("https://stad.be/?fbclid=x&PHPSESSID=1&id=7", "https://stad.be/?id=7"),
        ("https://stad.be\\a\\b", "https://stad.be/a/b"),
        ("https://stád.be/", "https://xn--std-fla.be/"),
        ("https://stad.be:8443/..", "https://stad.be:8443/"),
        ("https://[2001:db8::1]:443/", "https://[2001:db8::1]/"),
        ("https://stad.be/a/b/..", "https://stad.be/a/"),
    ],
)
def test_addresses_are_written_in_one_way(href, found):
    assert normalised(href) == found
    assert normalised(found) == found
