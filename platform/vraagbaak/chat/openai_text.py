"""An answer as one text for chat clients that know nothing of citations: numbers and a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vraagbaak.answer.types import Answer, AnswerSentence, Ask, Citation, Turn
from vraagbaak.chat.errors import OpenAIError
from vraagbaak.chat.openai_schemas import ChatMessage

TAIL = "\n\n---\n"
"""Stands before the notice and the sources; what follows is cut off when a client sends it back."""


@dataclass(slots=True)
class Numbered:
    """Gives each cited place its number, in the order of first mention."""

    places: dict[tuple[str, int | None], int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def sentence(self, sentence: AnswerSentence) -> str:
        """The sentence with what stands before it and its numbers."""
        numbers = dict.fromkeys(self._number(citation) for citation in sentence.citations)
        marks = "".join(f" [{number}]" for number in numbers)
        separator = sentence.separator if sentence.index else ""
        return f"{separator}{sentence.text}{marks}"

    def tail(self, answer: Answer) -> str:
        """The notice and the sources; the refusal's text where there is no sentence."""
        if not answer.sentences:
            return answer.answer
        parts = [part for part in (answer.notice, "\n".join(self.lines)) if part]
        return TAIL + "\n\n".join(parts) if parts else ""

    def _number(self, citation: Citation) -> int:
        place = (citation.document, citation.page)
        if place not in self.places:
            self.places[place] = len(self.places) + 1
            self.lines.append(f"[{self.places[place]}] {_source(citation)}")
        return self.places[place]


def whole_text(answer: Answer) -> str:
    """The reply's content."""
    numbered = Numbered()
    body = "".join(numbered.sentence(sentence) for sentence in answer.sentences)
    return body + numbered.tail(answer)


def to_ask(messages: Sequence[ChatMessage]) -> Ask:
    """The last user message as the question, what stands before it as the history.

    Raises OpenAIError when the last message of the conversation is not the user's.
    """
    said = [message for message in messages if message.role in {"user", "assistant"}]
    if not said or said[-1].role != "user":
        message = "The last message must be the user's: it is the question."
        raise OpenAIError(400, message, "invalid_value", "messages")
    history = tuple(_turn(message) for message in said[:-1])
    return Ask(said[-1].text, history=history)


def _turn(message: ChatMessage) -> Turn:
    if message.role == "user":
        return Turn("user", message.text)
    return Turn("assistant", message.text.partition(TAIL)[0])


def _source(citation: Citation) -> str:
    page = f", p. {citation.page}" if citation.page else ""
    return f"{citation.title}{page} <{citation.uri}>"
