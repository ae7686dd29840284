"""A refusal with a way on: what was looked for, the nearest documents, people to ask."""

from __future__ import annotations

from vraagbaak.answer.context import Context, Stop
from vraagbaak.answer.types import Contact, NearDocument, Status
from vraagbaak.language import Language
from vraagbaak.messages import Message, joined
from vraagbaak.tenancy import Tenant

NEAREST = 3
NEAREST_MIN_SCORE = 0.25
"""Fused relevance below which a document is no help, only noise beside the refusal."""

_SCREENED = {"empty": Message.EMPTY, "too_long": Message.TOO_LONG}
_REFUSED = {
    "not_grounded": Message.NOT_GROUNDED,
    "out_of_date": Message.OUT_OF_DATE,
    "model_unavailable": Message.MODEL_UNAVAILABLE,
}


def refusal_text(context: Context, stop: Stop, max_chars: int) -> str:
    """What the citizen reads, in paragraphs."""
    language = context.language
    if stop.reason in _SCREENED:
        places = {"length": len(context.question), "limit": max_chars}
        return _SCREENED[stop.reason].in_(language, **places)
    message = _REFUSED.get(stop.reason, Message.NO_EVIDENCE)
    agency = context.tenant.name.in_(language)
    searched = Message.SEARCHED_FOR.in_(language, question=context.standalone)
    parts = [
        f"{message.in_(language, agency=agency)} {searched}",
        _nearest_text(context),
        _own_words(context.tenant, language),
        contact_text(context.tenant, language),
    ]
    return "\n\n".join(part for part in parts if part)


def nearest(context: Context) -> tuple[NearDocument, ...]:
    """The documents that come closest and are worth opening; at most three, each once."""
    documents = {
        hit.passage.document: NearDocument(hit.passage.document, hit.passage.uri, hit.passage.title)
        for hit in reversed(context.found)
        if hit.score >= NEAREST_MIN_SCORE
    }
    return tuple(reversed(documents.values()))[:NEAREST]


def contact(tenant: Tenant, language: Language) -> Contact | None:
    """How to reach the agency, in the reader's language."""
    given = tenant.contact
    if given is None:
        return None
    hours = given.hours.in_(language) if given.hours else None
    return Contact(given.name.in_(language), given.phone, given.email, given.url, hours)


def contact_text(tenant: Tenant, language: Language) -> str:
    """The sentence that names the ways to reach people."""
    reach = contact(tenant, language)
    if reach is None:
        return Message.CONTACT_DEFAULT.in_(language)
    ways = [way for way in (_phone(reach, language), reach.email, reach.url) if way]
    text = Message.CONTACT.in_(language, name=reach.name, ways=joined(ways, Message.OR, language))
    if tenant.handover is None:
        return text
    label = tenant.handover.label.in_(language)
    return f"{text} {Message.HANDOVER.in_(language, label=label, url=tenant.handover.url)}"


def offers_way_on(stop: Stop) -> bool:
    """Whether documents and people are offered; not for a question that was not read."""
    return stop.status is not Status.BLOCKED


def _phone(reach: Contact, language: Language) -> str | None:
    if reach.phone is None:
        return None
    if reach.hours is None:
        return Message.PHONE.in_(language, value=reach.phone)
    return Message.PHONE_HOURS.in_(language, value=reach.phone, hours=reach.hours)


def _nearest_text(context: Context) -> str:
    titles = [f"“{document.title}”" for document in nearest(context)]
    if not titles:
        return ""
    listed = joined(titles, Message.AND, context.language)
    return Message.NEAREST.in_(context.language, titles=listed)


def _own_words(tenant: Tenant, language: Language) -> str:
    """The agency's own sentence, in the reader's language or not at all."""
    given = tenant.answer.refusal
    return given.root.get(language, "") if given else ""
