"""The language model that the operator configured, as a LangChain chat model."""

from __future__ import annotations

from typing import Any

from langchain_core.language_models import BaseChatModel

from vraagbaak.errors import ConfigurationError
from vraagbaak.settings import Settings

ANSWER_TOKENS = 700
"""Longest answer that is asked for: five sentences or a list, in any language."""


def chat_model(settings: Settings, *, count_tokens: bool = False) -> BaseChatModel | None:
    """The configured model; None where none is configured. Opens no connection.

    ``count_tokens`` asks the server what a streamed answer cost, which not every server knows.

    Raises ConfigurationError where the setting names no model that LangChain can make.
    """
    if settings.chat_model is None:
        return None
    # LangChain's provider packages take seconds to import: only who uses a model pays for it.
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {
        "temperature": 0,
        "timeout": settings.chat_timeout_s,
        "max_retries": 1,
        "max_tokens": ANSWER_TOKENS,
    }
    if _name(settings).startswith("openai:"):
        # The client has a limit of its own between chunks, which would cut off a longer one here.
        options["stream_chunk_timeout"] = settings.chat_timeout_s
        if count_tokens:
            options["stream_usage"] = True
    if settings.chat_base_url is not None:
        options["base_url"] = settings.chat_base_url
        # An OpenAI-compatible server of one's own often asks for no key; the client does.
        options["api_key"] = "none"
    if settings.chat_api_key is not None:
        options["api_key"] = settings.chat_api_key.get_secret_value()
    try:
        model = init_chat_model(_name(settings), **options)
    except (ValueError, ImportError, TypeError) as exc:
        raise ConfigurationError(f"VRAAGBAAK_CHAT_MODEL {settings.chat_model!r}: {exc}") from exc
    if not isinstance(model, BaseChatModel):
        raise ConfigurationError(f"VRAAGBAAK_CHAT_MODEL {settings.chat_model!r} is no chat model")
    return model


def _name(settings: Settings) -> str:
    """A name without provider behind an address of one's own is OpenAI-compatible."""
    name = settings.chat_model or ""
    return f"openai:{name}" if settings.chat_base_url and ":" not in name else name
