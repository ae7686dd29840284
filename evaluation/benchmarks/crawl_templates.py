"""The templates of the site that the crawl benchmark crawls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

SITE = "Agentschap Voorbeeld"
COOKIES = (
    "Deze website gebruikt cookies om uw bezoek te verbeteren en om te meten hoe de website wordt "
    "gebruikt. Lees meer in ons cookiebeleid."
)
FOOTER = (
    "Agentschap Voorbeeld is een agentschap van de overheid. Bezoekadres: Wetstraat 1, 1000 "
    "Brussel. Bel gratis 1700, elke werkdag van 9 tot 19 uur. Disclaimer, privacyverklaring, "
    "toegankelijkheid."
)


@dataclass(frozen=True, slots=True)
class PageParts:
    """What a template puts together."""

    title: str
    body: str
    menu: Sequence[tuple[str, str]]
    related: Sequence[tuple[str, str, str]]
    """Path, title and a teaser."""
    path: str


def _items(links: Sequence[tuple[str, str]]) -> str:
    return "".join(f'<li><a href="{escape(path)}">{escape(name)}</a></li>' for path, name in links)


def _teasers(related: Sequence[tuple[str, str, str]]) -> str:
    return "".join(
        f'<li><a href="{escape(path)}">{escape(title)}</a><p>{escape(text)}…</p></li>'
        for path, title, text in related
    )


def _crumbs(path: str) -> str:
    parts = [part for part in path.split("/") if part]
    return "".join(f'<li><a href="/lijst">{escape(part)}</a></li>' for part in parts)


def _head(title: str) -> str:
    return (
        '<!doctype html>\n<html lang="nl"><head><meta charset="utf-8">'
        f"<title>{escape(title)} | {SITE}</title>"
        '<meta name="viewport" content="width=device-width">'
        '<link rel="stylesheet" href="/site.css">'
        "<script>window.dataLayer = [];</script></head>"
    )


def _landmarks(page: PageParts) -> str:
    return f"""{_head(page.title)}
<body><a class="skip-link" href="#main">Ga naar de inhoud</a>
<div role="dialog" class="cookie-consent"><p>{COOKIES}</p><button>Aanvaarden</button></div>
<header><a href="/">{SITE}</a><form role="search" action="/zoeken"><input name="q">
<button>Zoeken</button></form><nav aria-label="Hoofdmenu">
<ul>{_items(page.menu)}</ul></nav></header>
<nav aria-label="Kruimelpad"><ol>{_crumbs(page.path)}</ol></nav>
<main id="main">
{page.body}
<div class="share"><ul><li><a href="https://social.example/share">Deel op sociale media</a></li>
<li><a href="mailto:?subject=pagina">Mail deze pagina</a></li></ul></div>
</main>
<aside><h2>Gerelateerd</h2><ul>{_teasers(page.related)}</ul></aside>
<footer><p>{FOOTER}</p></footer></body></html>
"""


def _drupal(page: PageParts) -> str:
    return f"""{_head(page.title)}
<body class="path-node page-node-type-page"><div class="dialog-off-canvas-main-canvas">
<div class="layout-container"><header role="banner"><div class="region region-header">
<div class="block block-system-branding-block"><a href="/" rel="home">{SITE}</a></div>
<nav role="navigation" class="block block-menu"><h2 class="visually-hidden">Hoofdnavigatie</h2>
<ul class="menu">{_items(page.menu)}</ul></nav></div></header>
<div class="region region-breadcrumb"><nav class="breadcrumb"><ol>{_crumbs(page.path)}</ol></nav>
</div>
<div role="main"><div class="layout-content"><div class="region region-content">
<article role="article" class="node node--type-page node--view-mode-full">
<div class="node__content">
<div class="field field--name-body field--type-text-with-summary">
{page.body}
</div></div></article></div></div>
<aside class="layout-sidebar-second" role="complementary"><div class="region region-sidebar-second">
<div class="block block-views"><h2>Lees ook</h2><ul>{_teasers(page.related)}</ul></div></div>
</aside>
</div><footer role="contentinfo"><div class="region region-footer"><p>{FOOTER}</p></div></footer>
</div></div><div class="eu-cookie-compliance-banner cookie-banner"><p>{COOKIES}</p>
<button class="agree-button">OK</button></div></body></html>
"""


def _divs(page: PageParts) -> str:
    return f"""{_head(page.title)}
<body><div id="wrapper"><div id="header"><div class="logo"><a href="/">{SITE}</a></div>
<div id="topmenu" class="menu"><ul>{_items(page.menu[:8])}</ul></div></div>
<div id="container"><div id="leftcol" class="sidebar">
<ul class="submenu">{_items(page.menu[8:])}</ul>
</div><div id="content" class="col-main">
{page.body}
</div><div id="rightcol" class="sidebar"><div class="widget"><h3>Ook interessant</h3>
<ul>{_teasers(page.related)}</ul></div></div></div>
<div id="footer" class="site-footer"><p>{FOOTER}</p></div></div>
<div id="cookiebar" class="cookie-bar"><p>{COOKIES} <a href="/cookies">OK</a></p></div>
</body></html>
"""


TEMPLATES: dict[str, Callable[[PageParts], str]] = {
    "landmarks": _landmarks,
    "drupal": _drupal,
    "divs": _divs,
}


def listing(title: str, links: Sequence[tuple[str, str]]) -> bytes:
    """An overview page."""
    page = (
        f"{_head(title)}<body><main><h1>{escape(title)}</h1><ul>{_items(links)}</ul></main></body>"
    )
    return f"{page}</html>".encode()
