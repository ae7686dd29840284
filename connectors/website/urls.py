"""One way to write a web address, so that a page has one key."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

LONGEST = 2000
"""Characters of an address; what is longer is a mistake or a trap."""
_WEB = ("http", "https")
_PORTS = {"http": 80, "https": 443}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_PATH_SAFE = "/%:@!$&'()*+,;=~"
_QUERY_SAFE = "/%:@!$'()*+,;=~?[]|&"
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?;]*", re.IGNORECASE)
_NOT_THE_PAGE = re.compile(
    r"^(?:utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|_hs\w+|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid"
    r"|yclid|igshid|mc_[ce]id|_ga|_gl|wt_mc|at_medium|at_campaign|phpsessid|jsessionid"
    r"|aspsessionid\w*|cfid|cftoken|sessionid|session_id)$",
    re.IGNORECASE,
)
"""Parameters that tell where a visitor came from or who it is, never what the page is."""
_MOST_SEGMENTS, _MOST_REPEATS = 24, 3


def normalised(href: str, base: str = "") -> str:
    """The address as it is fetched and kept; empty for what is no web address.

    Without fragment, default port, dot segments, tracking parameters and session ids; the other
    parameters are in order of their names, since one page is linked with its parameters in many
    orders. Values are never touched, and neither is a slash at the end.
    """
    href = _CONTROLS.sub("", href).strip()
    if not href or len(href) > LONGEST:
        return ""
    try:
        parts = urlsplit(urljoin(base, _slashes(href)))
        host = _host(parts.scheme, parts.hostname or "", parts.port)
    except ValueError:  # a port of letters, a bracket that does not close
        return ""
    if not host or parts.username is not None:
        return ""
    path = quote(_plain(_SESSION_IN_PATH.sub("", parts.path)), _PATH_SAFE)
    found = urlunsplit((parts.scheme, host, _without_dots(path), _query(parts.query), ""))
    return found if len(found) <= LONGEST else ""


def host_of(url: str) -> str:
    """Host, with its port where that is not the usual one."""
    return urlsplit(url).netloc


def origin_of(url: str) -> str:
    """Scheme and host."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def path_of(url: str) -> str:
    """Path and query."""
    parts = urlsplit(url)
    return urlunsplit(("", "", parts.path, parts.query, ""))


def is_trap(url: str) -> bool:
    """Whether an address is one of those that relative links gone wrong make without end."""
    segments = [part for part in urlsplit(url).path.split("/") if part]
    most = max((segments.count(part) for part in segments), default=0)
    return len(segments) > _MOST_SEGMENTS or most > _MOST_REPEATS


def _slashes(href: str) -> str:
    """Backslashes before the query are slashes, as browsers have it."""
    address, mark, query = href.partition("?")
    return address.replace("\\", "/") + mark + query


def _host(scheme: str, host: str, port: int | None) -> str:
    if scheme not in _WEB:
        return ""
    host = host.rstrip(".").lower()
    if not host.isascii():
        host = host.encode("idna").decode("ascii")  # UnicodeError is a ValueError
    shown = f"[{host}]" if ":" in host else host
    return shown if not host or port in (None, _PORTS[scheme]) else f"{shown}:{port}"


def _plain(text: str) -> str:
    """Escapes in one spelling; a percent sign that escapes nothing is escaped itself."""

    def spelled(found: re.Match[str]) -> str:
        char = chr(int(found.group(1), 16))
        return char if _UNRESERVED.fullmatch(char) else found.group().upper()

    return _ESCAPED.sub(spelled, _BARE_PERCENT.sub("%25", text))


def _query(query: str) -> str:
    kept = [part for part in query.split("&") if part and not _NOT_THE_PAGE.match(_name(part))]
    return "&".join(quote(_plain(part), _QUERY_SAFE) for part in sorted(kept, key=_name))


def _name(part: str) -> str:
    return part.partition("=")[0]


def _without_dots(path: str) -> str:
    """RFC 3986, section 5.2.4."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)
