"""The part of OpenAI's chat completions that Vraagbaak speaks.

Fields that tune a model (temperature, top_p, max_tokens, seed, user) are accepted and have no
effect; fields that would change the shape of the reply are refused with a clear error.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_serializer, model_validator

from vraagbaak.chat.schemas import MAX_TEXT, MAX_TURNS, AnswerView

Text = Annotated[str, Field(max_length=MAX_TEXT)]


class TextPart(BaseModel):
    """A part of a message; other types (images, audio) are refused."""

    type: Literal["text"]
    text: Text


class ChatMessage(BaseModel):
    """One message. System and developer messages have no effect."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Text | list[TextPart] | None = None

    @model_validator(mode="after")
    def _not_too_long(self) -> ChatMessage:
        if len(self.text) > MAX_TEXT:
            raise ValueError(f"the parts of a message together are at most {MAX_TEXT} characters")
        return self

    @property
    def text(self) -> str:
        """The message's words."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(BaseModel):
    """Whether the stream ends with a chunk of usage."""

    include_usage: bool = False


class ResponseFormat(BaseModel):
    """Only text."""

    type: str


class ChatRequest(BaseModel):
    """A question to a tenant: the last user message; earlier messages are the history."""

    model_config = ConfigDict(extra="ignore")

    model: Annotated[str, Field(max_length=200)] = Field(description="The tenant's slug.")
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=2 * MAX_TURNS)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = Field(None, description="Only 1.")
    tools: list[Any] | None = Field(None, description="Not supported.")
    functions: list[Any] | None = Field(None, description="Not supported.")
    response_format: ResponseFormat | None = Field(None, description="Only text.")
    logprobs: bool | None = Field(None, description="Not supported.")
    modalities: list[str] | None = Field(None, description='Only ["text"].')


class Usage(BaseModel):
    """Tokens as the embedding model counts them; no language model need have been used."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ReplyMessage(BaseModel):
    """The answer; its citations stand in `vraagbaak`, which is not part of OpenAI's API."""

    role: Literal["assistant"] = "assistant"
    content: str
    vraagbaak: AnswerView


class Choice(BaseModel):
    """The one choice."""

    index: int = 0
    message: ReplyMessage
    finish_reason: Literal["stop"] = "stop"


class ChatReply(BaseModel):
    """A whole reply."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage


class Delta(BaseModel):
    """What a chunk adds."""

    role: Literal["assistant"] | None = None
    content: str | None = None

    @model_serializer
    def _without_nulls(self) -> dict[str, str]:
        given = {"role": self.role, "content": self.content}
        return {name: value for name, value in given.items() if value is not None}


class ChunkChoice(BaseModel):
    """The one choice of a chunk."""

    index: int = 0
    delta: Delta
    finish_reason: Literal["stop"] | None = None


class ChatChunk(BaseModel):
    """A part of a reply; the last one of the answer holds `vraagbaak`."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    choices: list[ChunkChoice]
    usage: Usage | None = None
    vraagbaak: AnswerView | None = None


class Model(BaseModel):
    """A tenant, as a model."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "vraagbaak"


class ModelList(BaseModel):
    """All tenants, as models."""

    object: Literal["list"] = "list"
    data: list[Model]


class OpenAIErrorDetail(BaseModel):
    """What is wrong, as OpenAI's API says it."""

    message: str
    type: str
    param: str | None
    code: str | None
    request_id: str


class OpenAIErrorBody(BaseModel):
    """An error in the shape of OpenAI's API."""

    error: OpenAIErrorDetail
