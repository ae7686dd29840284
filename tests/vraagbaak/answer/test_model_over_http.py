"""A configured model over real HTTP, by LangChain's own client."""

import asyncio

import pytest
from pydantic import SecretStr

from vraagbaak.answer.model import chat_model
from vraagbaak.answer.types import Ask, SentenceEvent, Status
from vraagbaak.errors import ConfigurationError
from vraagbaak.settings import Settings

QUESTION = "Hoeveel bedraagt de huurpremie?"
RIGHT = "De huurpremie bedraagt 170 euro per maand."
EXTRA = "Voor elke persoon ten laste komt daar 25 euro bij."


@pytest.fixture
def model(model_server):
    settings = Settings(
        chat_model="openai:scripted", chat_base_url=model_server.url, chat_api_key=SecretStr("k")
    )
    return chat_model(settings)


def test_a_wrong_number_over_http_reaches_nobody(model_server, model, service, tenant, answer):
    model_server.script = [f"{RIGHT} [1] De premie bedraagt 710 euro in elk geval. [1] {EXTRA} [1]"]
    result = answer(service(model), tenant, QUESTION)
    assert result.answer == f"{RIGHT} {EXTRA}"
    assert result.status is Status.PARTIAL
    assert model_server.requests[0]["stream"] is True
    assert model_server.requests[0]["model"] == "scripted"


def test_leaving_closes_the_connection_to_the_model(model_server, model, service, tenant):
    model_server.script = [f"{RIGHT} [1] {EXTRA} [1]"]
    model_server.hang_after = 10

    async def leave():
        stream = service(model).stream(tenant, Ask(QUESTION))
        async for event in stream:
            if isinstance(event, SentenceEvent):
                break
        await stream.aclose()
        return await asyncio.to_thread(model_server.gone.wait, 5)

    assert asyncio.run(leave())


def test_a_failing_server_gives_way_to_quotations(model_server, model, service, tenant, answer):
    model_server.fail = True
    result = answer(service(model), tenant, QUESTION)
    assert (result.composer, result.reason) == ("extractive", "model_unavailable")


def test_a_server_that_is_not_there(service, tenant, answer):
    model = chat_model(Settings(chat_model="qwen", chat_base_url="http://127.0.0.1:9/v1"))
    result = answer(service(model), tenant, QUESTION)
    assert (result.composer, result.reason) == ("extractive", "model_unavailable")


def test_the_clients_own_limit_between_chunks_follows_the_setting():
    settings = Settings(
        chat_model="qwen", chat_base_url="http://127.0.0.1:9/v1", chat_timeout_s=180
    )
    assert getattr(chat_model(settings), "stream_chunk_timeout", None) == 180


def test_no_model_is_configured_by_default():
    assert chat_model(Settings()) is None


@pytest.mark.parametrize("name", ["nonsense:model", "nonsense"])
def test_an_unknown_model_is_a_configuration_error(name):
    with pytest.raises(ConfigurationError, match="nonsense"):
        chat_model(Settings(chat_model=name))
