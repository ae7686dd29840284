"""A LangChain chat model as the judge of grounding."""

from __future__ import annotations

from langchain_core.exceptions import OutputParserException
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from pydantic import ValidationError

from vraagbaak.answer.model import chat_model
from vraagbaak.errors import ConfigurationError, JudgeUnavailable
from vraagbaak.grounding.llm import Judgement
from vraagbaak.settings import Settings


class LangChainJudge:
    """A :class:`~vraagbaak.grounding.llm.ChatJudge` by structured output."""

    def __init__(self, model: BaseChatModel, name: str) -> None:
        self._asked = model.with_structured_output(Judgement, method="json_schema")
        self.name = name

    def judge(self, system: str, user: str) -> Judgement:
        """One judgement; see the protocol."""
        try:
            said = self._asked.invoke([SystemMessage(system), HumanMessage(user)])
        except (OutputParserException, ValidationError) as exc:
            raise JudgeUnavailable(f"{self.name} answered in another shape: {exc}") from exc
        # LangChain's adapters each raise their client's own errors; none of them is a verdict.
        except Exception as exc:
            raise JudgeUnavailable(f"{self.name} gave no judgement: {exc}") from exc
        if not isinstance(said, Judgement):
            raise JudgeUnavailable(f"{self.name} gave no judgement")
        return said


def judge_model(settings: Settings) -> LangChainJudge:
    """The configured judge: its own model and address where set, else the chat model's.

    Raises ConfigurationError where neither is configured.
    """
    own = settings.judge_model is not None
    used = settings
    if own:
        used = settings.model_copy(
            update={
                "chat_model": settings.judge_model,
                "chat_base_url": settings.judge_base_url,
                "chat_api_key": settings.judge_api_key,
            }
        )
    model = chat_model(used)
    if model is None:
        raise ConfigurationError("The llm verifier needs VRAAGBAAK_JUDGE_MODEL (or _CHAT_MODEL).")
    return LangChainJudge(model, used.chat_model or "")
