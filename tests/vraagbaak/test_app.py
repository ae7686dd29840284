"""The application as a whole: its routes, its description, its health."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from vraagbaak.app import Services, create_app
from vraagbaak.embedding import HashingEmbedder
from vraagbaak.errors import IndexUnavailable, ModelUnavailable
from vraagbaak.grounding.scripted import ScriptedVerifier
from vraagbaak.index.service import memory_index
from vraagbaak.settings import Settings
from vraagbaak.tenancy import TenantRegistry

ROUTES = {
    ("GET", "/"),
    ("GET", "/openapi.json"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/api/v1/tenants"),
    ("GET", "/api/v1/tenants/{slug}"),
    ("POST", "/api/v1/tenants/{slug}/ask"),
    ("POST", "/api/v1/tenants/{slug}/ask/stream"),
    ("GET", "/api/v1/tenants/{slug}/streams/{stream_id}"),
    ("GET", "/api/v1/tenants/{slug}/passages/{passage_id}"),
    ("GET", "/v1/models"),
    ("GET", "/v1/models/{model}"),
    ("POST", "/v1/chat/completions"),
}
"""All there is. POST asks; nothing changes a tenant or a document."""


@pytest.fixture
def services(tmp_path):
    embedder = HashingEmbedder()
    index = memory_index(embedder)
    settings = Settings(data_dir=tmp_path)
    answers = object()
    yield Services(
        settings, TenantRegistry(index.engine), index, embedder, ScriptedVerifier(), answers
    )
    index.close()


@pytest.fixture
def get(services):
    """The reply to one GET."""

    def run(path: str) -> httpx.Response:
        app = create_app(services.settings, services)

        async def main() -> httpx.Response:
            async with app.router.lifespan_context(app):
                transport = httpx.ASGITransport(app)
                async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
                    return await client.get(path)

        return asyncio.run(main())

    return run


def operations(schema):
    return {
        (method.upper(), path): operation
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    }


def test_these_routes_and_no_others(services):
    app = create_app(services.settings, services)
    documented = set(operations(app.openapi()))
    assert documented == ROUTES - {("GET", "/"), ("GET", "/openapi.json")}
    for method in ("PUT", "PATCH", "DELETE"):
        assert not [route for route in documented if route[0] == method]


def test_the_description_is_complete(services):
    schema = create_app(services.settings, services).openapi()
    found = operations(schema)
    ids = [operation["operationId"] for operation in found.values()]
    assert len(set(ids)) == len(ids)
    for (method, path), operation in found.items():
        assert operation.get("description"), path
        assert operation.get("tags"), path
        shapes = {
            status: next(iter(reply["content"].values()))["schema"].get("$ref", "")
            for status, reply in operation["responses"].items()
            if status >= "400" and "content" in reply
        }
        if path.startswith("/api/"):
            assert set(shapes.values()) == {"#/components/schemas/ErrorBody"}, path
        if path.startswith("/v1/"):
            assert set(shapes.values()) == {"#/components/schemas/OpenAIErrorBody"}, path
        if method == "POST":
            assert operation["requestBody"]["required"], path
    for path in ("ask/stream", "streams/{stream_id}"):
        reply = next(o for (_, p), o in found.items() if p.endswith(path))["responses"]["200"]
        assert list(reply["content"]) == ["text/event-stream"]
    assert "HTTPValidationError" not in json.dumps(schema)


def test_alive_and_ready(get):
    assert get("/healthz").json() == {"status": "ok"}
    ready = get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["parts"] == {
        "database": "ok",
        "vector_index": "ok",
        "embedding_model": "ok",
    }


class Broken(HashingEmbedder):
    def embed_query(self, text):
        raise ModelUnavailable


def test_not_ready_names_the_part(services, get):
    object.__setattr__(services, "embedder", Broken())
    reply = get("/readyz")
    assert reply.status_code == 503
    assert reply.json()["ready"] is False
    assert reply.json()["parts"]["embedding_model"] == "failing"
    assert reply.json()["parts"]["database"] == "ok"


def test_a_lost_database_is_not_ready_and_answers_503(services, get):
    def lost():
        raise IndexUnavailable

    services.index.check_database = lost
    assert get("/readyz").json()["parts"]["database"] == "failing"


def test_the_page_loads_nothing_from_elsewhere(get):
    page = get("/")
    assert page.headers["content-type"].startswith("text/html")
    assert "<style" not in page.text
    assert 'style="' not in page.text
    assert "onclick" not in page.text
    assert "http:" not in page.text
    assert "https:" not in page.text


def test_given_services_stay_open(services, get):
    get("/healthz")
    assert services.tenants.list() == []


def test_closing_without_having_read_starts_no_reader(services):
    services.close()
    assert "reader" not in services.__dict__
