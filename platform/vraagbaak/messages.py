"""Everything a citizen reads that no document and no tenant says, in four languages.

Plain words, the polite form, no jargon. A test asserts that every message exists in every
language with the same places to fill in.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from vraagbaak.language import Language


def _texts(*, nl: str, fr: str, de: str, en: str) -> Mapping[Language, str]:
    return {Language.NL: nl, Language.FR: fr, Language.DE: de, Language.EN: en}


class Message(Enum):
    """A message; the value holds it by language, with ``{places}`` to fill in."""

    STEP_RETRIEVE = _texts(
        nl="Ik zoek in de documenten…",
        fr="Je cherche dans les documents…",
        de="Ich suche in den Dokumenten…",
        en="I am searching the documents…",
    )
    STEP_COMPOSE = _texts(
        nl="Ik stel een antwoord samen en controleer elke zin…",
        fr="Je prépare une réponse et vérifie chaque phrase…",
        de="Ich stelle eine Antwort zusammen und prüfe jeden Satz…",
        en="I am preparing an answer and checking every sentence…",
    )
    EMPTY = _texts(
        nl="U hebt nog geen vraag gesteld. Schrijf in één of twee zinnen wat u wilt weten.",
        fr="Vous n’avez pas encore posé de question. Écrivez en une ou deux phrases ce que vous "
        "voulez savoir.",
        de="Sie haben noch keine Frage gestellt. Schreiben Sie in ein oder zwei Sätzen, was Sie "
        "wissen möchten.",
        en="You have not asked a question yet. Write in one or two sentences what you would like "
        "to know.",
    )
    TOO_LONG = _texts(
        nl="Uw vraag is te lang: ze telt {length} tekens en er kunnen er {limit} gelezen worden. "
        "Stel uw vraag korter, of splits ze in verschillende vragen.",
        fr="Votre question est trop longue : elle compte {length} caractères et la limite est de "
        "{limit}. Posez une question plus courte, ou posez plusieurs questions.",
        de="Ihre Frage ist zu lang: Sie hat {length} Zeichen, möglich sind {limit}. Stellen Sie "
        "eine kürzere Frage oder mehrere Fragen.",
        en="Your question is too long: it has {length} characters and the limit is {limit}. "
        "Please ask a shorter question, or split it into several questions.",
    )
    NO_EVIDENCE = _texts(
        nl="Ik heb in de documenten van {agency} geen antwoord gevonden op uw vraag.",
        fr="Je n’ai pas trouvé de réponse à votre question dans les documents de {agency}.",
        de="Ich habe in den Dokumenten von {agency} keine Antwort auf Ihre Frage gefunden.",
        en="I did not find an answer to your question in the documents of {agency}.",
    )
    NOT_GROUNDED = _texts(
        nl="Ik heb wel documenten over dit onderwerp gevonden, maar geen antwoord dat ik met die "
        "documenten kan staven. Daarom antwoord ik liever niet.",
        fr="J’ai trouvé des documents à ce sujet, mais aucune réponse que ces documents "
        "confirment. C’est pourquoi je préfère ne pas répondre.",
        de="Ich habe Dokumente zu diesem Thema gefunden, aber keine Antwort, die sich damit "
        "belegen lässt. Deshalb antworte ich lieber nicht.",
        en="I found documents on this subject, but no answer that they confirm. That is why I "
        "would rather not answer.",
    )
    OUT_OF_DATE = _texts(
        nl="De documenten van {agency} die bij uw vraag passen, gelden niet op dit moment. Ik "
        "gebruik ze daarom niet. Wilt u iets weten over een ander jaar? Noem dan dat jaar in uw "
        "vraag.",
        fr="Les documents de {agency} qui correspondent à votre question ne sont pas en vigueur "
        "actuellement. Je ne les utilise donc pas. Votre question concerne une autre année ? "
        "Mentionnez cette année dans votre question.",
        de="Die Dokumente von {agency}, die zu Ihrer Frage passen, gelten zurzeit nicht. Ich "
        "verwende sie deshalb nicht. Geht es um ein anderes Jahr? Nennen Sie dann dieses Jahr in "
        "Ihrer Frage.",
        en="The documents of {agency} that match your question are not valid at this moment, so "
        "I do not use them. Is your question about another year? Then mention that year in your "
        "question.",
    )
    MODEL_UNAVAILABLE = _texts(
        nl="Het lukt nu niet om een antwoord te schrijven. Probeer het later opnieuw.",
        fr="Il n’est pas possible d’écrire une réponse pour le moment. Réessayez plus tard.",
        de="Im Moment kann keine Antwort geschrieben werden. Versuchen Sie es später noch einmal.",
        en="It is not possible to write an answer right now. Please try again later.",
    )
    SEARCHED_FOR = _texts(
        nl="Ik zocht naar: “{question}”.",
        fr="J’ai cherché : « {question} ».",
        de="Ich habe gesucht nach: „{question}“.",
        en="I searched for: “{question}”.",
    )
    NEAREST = _texts(
        nl="Misschien helpt dit u verder: {titles}.",
        fr="Ceci peut peut-être vous aider : {titles}.",
        de="Vielleicht hilft Ihnen das weiter: {titles}.",
        en="Perhaps this helps you further: {titles}.",
    )
    CONTACT = _texts(
        nl="U kunt uw vraag ook stellen aan {name}: {ways}.",
        fr="Vous pouvez aussi poser votre question à {name} : {ways}.",
        de="Sie können Ihre Frage auch an {name} richten: {ways}.",
        en="You can also put your question to {name}: {ways}.",
    )
    CONTACT_DEFAULT = _texts(
        nl="U kunt uw vraag ook gratis stellen op het nummer 1700 van de Vlaamse overheid.",
        fr="Vous pouvez aussi poser votre question gratuitement au numéro 1700 de l’Autorité "
        "flamande.",
        de="Sie können Ihre Frage auch kostenlos unter der Nummer 1700 der flämischen Behörden "
        "stellen.",
        en="You can also ask your question free of charge on 1700, the information line of the "
        "Flemish government.",
    )
    HANDOVER = _texts(
        nl="Liever met een medewerker spreken? {label}: {url}",
        fr="Vous préférez parler à quelqu’un ? {label} : {url}",
        de="Möchten Sie lieber mit einer Person sprechen? {label}: {url}",
        en="Would you rather speak to someone? {label}: {url}",
    )
    PHONE = _texts(
        nl="telefoon {value}",
        fr="téléphone {value}",
        de="Telefon {value}",
        en="phone {value}",
    )
    PHONE_HOURS = _texts(
        nl="telefoon {value} ({hours})",
        fr="téléphone {value} ({hours})",
        de="Telefon {value} ({hours})",
        en="phone {value} ({hours})",
    )
    NOTICE_QUOTES = _texts(
        nl="Dit antwoord bestaat uit citaten in het {source}. Lees bij twijfel het volledige "
        "document.",
        fr="Cette réponse se compose de citations en {source}. En cas de doute, lisez le "
        "document complet.",
        de="Diese Antwort besteht aus Zitaten auf {source}. Lesen Sie im Zweifel das ganze "
        "Dokument.",
        en="This answer consists of quotations in {source}. If in doubt, read the full document.",
    )
    NOTICE_PARTIAL = _texts(
        nl="Niet alles kon met de documenten gestaafd worden. Wat niet zeker was, is weggelaten; "
        "dit antwoord is dus misschien niet volledig.",
        fr="Tout n’a pas pu être confirmé par les documents. Ce qui n’était pas certain a été "
        "retiré ; cette réponse est donc peut-être incomplète.",
        de="Nicht alles konnte anhand der Dokumente bestätigt werden. Was nicht sicher war, wurde "
        "weggelassen; diese Antwort ist daher vielleicht nicht vollständig.",
        en="Not everything could be confirmed by the documents. What was not certain has been "
        "left out, so this answer may be incomplete.",
    )
    NOTICE_PERIOD = _texts(
        nl="Let op: dit antwoord komt uit een document dat niet op dit moment geldt.",
        fr="Attention : cette réponse provient d’un document qui n’est pas en vigueur "
        "actuellement.",
        de="Achtung: Diese Antwort stammt aus einem Dokument, das zurzeit nicht gilt.",
        en="Please note: this answer comes from a document that is not valid at this moment.",
    )
    LANGUAGE_NL = _texts(nl="Nederlands", fr="néerlandais", de="Niederländisch", en="Dutch")
    LANGUAGE_FR = _texts(nl="Frans", fr="français", de="Französisch", en="French")
    LANGUAGE_DE = _texts(nl="Duits", fr="allemand", de="Deutsch", en="German")
    LANGUAGE_EN = _texts(nl="Engels", fr="anglais", de="Englisch", en="English")
    AND = _texts(nl="en", fr="et", de="und", en="and")
    OR = _texts(nl="of", fr="ou", de="oder", en="or")

    def in_(self, language: Language, **places: object) -> str:
        """The message in that language with its places filled in."""
        texts: Mapping[Language, str] = self.value
        return texts[language].format(**places)


def language_name(named: Language, reader: Language) -> str:
    """What the reader calls that language, as it stands inside a sentence."""
    return Message[f"LANGUAGE_{named.name}"].in_(reader)


def joined(items: list[str], word: Message, reader: Language) -> str:
    """``a, b and c`` in the reader's language."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word.in_(reader)} {items[-1]}"
