"""Errors, limits, headers and origins."""

from __future__ import annotations

import pytest

from vraagbaak.chat.middleware import MAX_BODY

ASK = "/api/v1/tenants/wonen/ask"


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "code"),
    [
        ("GET", "/api/v1/tenants/none", None, 404, "unknown_tenant"),
        ("GET", "/api/v1/tenants/wonen/passages/none", None, 404, "unknown_passage"),
        ("GET", "/api/v1/tenants/wonen/streams/none", None, 404, "unknown_stream"),
        ("POST", "/api/v1/tenants/none/ask", {"question": "A"}, 404, "unknown_tenant"),
        ("POST", "/api/v1/tenants/none/ask/stream", {"question": "A"}, 404, "unknown_tenant"),
        ("POST", ASK, {}, 422, "invalid_request"),
        ("GET", "/nowhere", None, 404, "not_found"),
        ("GET", ASK, None, 405, "method_not_allowed"),
        ("DELETE", "/api/v1/tenants/wonen", None, 405, "method_not_allowed"),
    ],
)
def test_one_shape(world, method, path, sent, status, code):
    async def check(client):
        reply = await client.request(method, path, json=sent)
        error = reply.json()["error"]
        assert reply.status_code == status
        assert error["code"] == code
        assert error["message"]
        assert error["request_id"] == reply.headers["x-request-id"]

    world.run(check)


@pytest.mark.parametrize(
    "sent",
    [
        '{"question": "kanariepiet',
        '{"question": ["kanariepiet"]}',
        '{"question": "A", "kanariepiet": 1}',
        '{"question": "A", "language": "kanariepiet"}',
        '{"question": "A", "history": [{"role": "kanariepiet", "content": "kanariepiet"}]}',
        '{"question": "' + "kanariepiet " * 2000 + '"}',
    ],
)
def test_an_invalid_request_is_explained_and_not_repeated(world, sent):
    async def check(client):
        headers = {"Content-Type": "application/json"}
        reply = await client.post(ASK, content=sent, headers=headers)
        assert reply.status_code == 422
        assert reply.json()["error"]["problems"]
        assert "kanariepiet" not in reply.text

    world.run(check)


async def _chunks():
    for _ in range(MAX_BODY // 1024 + 1):
        yield b" " * 1024


@pytest.mark.parametrize("path", [ASK, "/v1/chat/completions"])
def test_large_requests_are_refused(world, path):
    async def check(client):
        declared = await client.post(path, content=b" " * (MAX_BODY + 1))
        headers = {"Content-Type": "application/json"}
        undeclared = await client.post(path, content=_chunks(), headers=headers)
        for reply in (declared, undeclared):
            assert reply.status_code == 413
            assert reply.json()["error"]["code"] == "request_too_large"

    world.run(check)


def test_an_unexpected_error_tells_nothing(world):
    world.answers.fail = RuntimeError("kanariepiet")

    async def check(client):
        reply = await client.post(ASK, json={"question": "Hoeveel bedraagt de huurpremie?"})
        assert reply.status_code == 500
        assert reply.json()["error"]["code"] == "internal_error"
        assert "kanariepiet" not in reply.text
        assert reply.headers["x-content-type-options"] == "nosniff"

    world.run(check)


@pytest.mark.parametrize(
    "path", ["/", "/static/page.js", "/api/v1/tenants", "/nowhere", "/healthz"]
)
def test_security_headers_stand_on_everything(world, path):
    async def check(client):
        headers = (await client.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"]
        assert "server" not in headers

    world.run(check)


@pytest.mark.parametrize(("sent", "kept"), [("abc-12345", True), ("a b", False), ("x" * 65, False)])
def test_a_sane_request_id_is_kept(world, sent, kept):
    async def check(client):
        reply = await client.get("/healthz", headers={"X-Request-ID": sent})
        assert (reply.headers["x-request-id"] == sent) is kept

    world.run(check)


ALLOWED = "https://wonen.example"


@pytest.mark.parametrize(
    ("path", "origin", "allowed"),
    [
        ("/api/v1/tenants/wonen", ALLOWED, True),
        ("/api/v1/tenants/wonen", "https://evil.example", False),
        ("/api/v1/tenants/wonen", "null", False),
        ("/api/v1/tenants/werk", ALLOWED, False),
        ("/api/v1/tenants/none", ALLOWED, False),
        ("/api/v1/tenants", ALLOWED, False),
        ("/v1/models", ALLOWED, False),
    ],
)
def test_a_tenants_origins_open_that_tenants_addresses(world, path, origin, allowed):
    async def check(client):
        reply = await client.get(path, headers={"Origin": origin})
        assert (reply.headers.get("access-control-allow-origin") == origin) is allowed
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        preflight = await client.options(f"{path}/ask", headers=asked)
        assert (preflight.status_code == 204) is allowed
        assert ("access-control-allow-methods" in preflight.headers) is allowed

    world.run(check)


def test_errors_can_be_read_by_allowed_origins(world):
    async def check(client):
        reply = await client.post(ASK, json={}, headers={"Origin": ALLOWED})
        assert reply.status_code == 422
        assert reply.headers["access-control-allow-origin"] == ALLOWED
        assert "Origin" in reply.headers["vary"]

    world.run(check)
