"""A LangChain chat model as the judge of grounding."""

from __future__ import annotations

import json
import re

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from pydantic import ValidationError

from vraagbaak.answer.chat_stream import MODEL_ERRORS
from vraagbaak.answer.model import chat_model
from vraagbaak.errors import ConfigurationError, JudgeUnavailable
from vraagbaak.grounding.llm import Judgement
from vraagbaak.settings import Settings

_JSON = re.compile(r"\{.*\}", re.DOTALL)


class LangChainJudge:
    """A :class:`~vraagbaak.grounding.llm.ChatJudge`.

    The shape is asked for in the prompt and checked in the reply: the servers that agencies run
    differ in what they take for structured output.
    """

    def __init__(self, model: BaseChatModel, name: str) -> None:
        self._model = model
        self.name = name

    def judge(self, system: str, user: str) -> Judgement:
        """One judgement; see the protocol."""
        try:
            text = str(self._model.invoke([SystemMessage(system), HumanMessage(user)]).text)
        except MODEL_ERRORS as exc:
            raise JudgeUnavailable(f"The judge's model {self.name} failed: {exc}") from exc
        found = _JSON.search(text)
        try:
            return Judgement.model_validate(json.loads(found.group() if found else text))
        except (json.JSONDecodeError, RecursionError, ValidationError) as exc:
            shown = " ".join(text.split())[:80]
            message = f"The judge's model {self.name} gave no verdict but {shown!r}"
            raise JudgeUnavailable(message) from exc


def judge_model(settings: Settings) -> LangChainJudge:
    """The configured judge: its own model and address where set, else the chat model's.

    Raises ConfigurationError where neither is configured.
    """
    used = judge_settings(settings)
    model = chat_model(used, count_tokens=True)
    if model is None:
        raise ConfigurationError(
            "The judge `llm` needs a model: set VRAAGBAAK_JUDGE_MODEL, or VRAAGBAAK_CHAT_MODEL."
        )
    return LangChainJudge(model, used.chat_model or "")


def judge_settings(settings: Settings) -> Settings:
    """The settings with the judge's model in the chat model's place, where one is set."""
    if settings.judge_model is None:
        return settings
    # Passages must not go to a provider's public address because nobody named another one.
    own = settings.judge_base_url is not None
    changed = {
        "chat_model": settings.judge_model,
        "chat_base_url": settings.judge_base_url if own else settings.chat_base_url,
        "chat_api_key": settings.judge_api_key or (None if own else settings.chat_api_key),
    }
    return settings.model_copy(update=changed)
