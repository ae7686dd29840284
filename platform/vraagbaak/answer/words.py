"""Words of a question and of a sentence, comparable: lower case, no diacritics, stemmed."""

from __future__ import annotations

import re
from functools import lru_cache

from vraagbaak.index.analyse import fold as without_diacritics
from vraagbaak.index.analyse import stem
from vraagbaak.language import Language

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")

# Words that say nothing of the subject; with them the words that make a sentence a question.
_STOPWORDS = {
    Language.NL: """
        aan al alle alleen als altijd andere ben bij daar dan dat de der deze die dit doen door dus
        echt een eens eigenlijk en er erg ergens even gaan gaat geen graag had hallo heb hebben
        hebt heeft heel hem het hier hij hoe hun iemand iets ik in is ja je jij jou jouw jullie kan
        kon kunnen kunt maar maken me mee meer men met mij mijn moest moet moeten mogen mocht mag na
        naar nee niet nog nodig nu of om omdat ook onder ons onze op over precies per s soms te tot
        toch toen tegen tussen u uit uw van veel vanaf via voor vraag vragen waar waarom wanneer
        want waren was wat we weer weet weten wel welk welke werd wie wij wil willen word worden
        wordt zal ze zelf zich zij zijn zo zonder zou zouden zijt dag goedemorgen goeiedag beste
        hoelang hoeveel hoezo waarvoor waarmee waarop wij geef geven graag vertel zeg alvast
        dank bedankt klopt stel gewoon krijg krijgen krijgt kom komt komen maak staat staan gebeurt
    """,
    Language.FR: """
        a ai afin ainsi alors apres au aucun aussi autre aux avec avez avoir avons bien bonjour c ca
        car ce cela ces cet cette ceux chaque chez combien comme comment d dans de depuis des dois
        doit doivent donc du elle elles en encore entre est et etait etes etre eu faire fait faut
        ici il ils j je jusqu l la le les leur leurs lors lorsque lui m ma mais me meme merci mes
        moi moins mon n ne ni nos notre nous on ont ou par parce pas peu peut peuvent peux plus
        pour pourquoi pouvez pouvoir puis puisje qu quand que quel quelle quelles quels qui quoi s
        sa sans se sera ses si son sont sous suis sur t ta tes toi ton tous tout toute toutes tres
        tu un une vais va vers veut veux vos votre vous y obtenir recevoir recois question
    """,
    Language.DE: """
        aber alle allem allen aller alles als also am an andere auch auf aus bei beim bekomme
        bekommen bekommt bin bis bist bitte da dabei dafur damit danke dann das dass davon dazu dein
        dem den denn der des deshalb die dies diese diesem diesen dieser dieses doch dort du durch
        ein eine einem einen einer eines er es etwas fur gegen gibt hallo hat hatte habe haben hier
        hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder
        jetzt kann kein keine keinen konnen konnte lange machen macht man mehr mein meine meinem
        meinen meiner mich mir mit muss mussen nach nicht noch nun nur ob oder ohne sehr sein seine
        seit sich sie sind so soll sollte sonst uber um und uns unser unter viel vom von vor wann
        war waren warum was weil welche welchem welchen welcher welches wem wen wenn wer werde
        werden wie wieviel will wir wird wo wofur wohin worden wurde zu zum zur zwischen guten tag
        frage
    """,
    Language.EN: """
        a about all also am an and any anything are as at be because been before being but by can
        could did do does doing done for from get gets getting give had has have having he hello her
        here hi him his how i if in into is it its just know like ll long many may me more most much
        must my need no not of on one only or other our out over please s same she should so some
        someone something than thanks that the their them then there these they this those to too up
        us use want was we were what when where whether which who whom whose why will with without
        would you your yours question tell
    """,
}


def fold(text: str) -> str:
    """Lower case without diacritics."""
    return without_diacritics(text.lower())


def words(text: str) -> list[str]:
    """The words and numbers of a text, folded, in order."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=8)
def _stopwords(language: Language | None) -> frozenset[str]:
    """Those of the language; of all four together where it is not known."""
    texts = _STOPWORDS.values() if language is None else [_STOPWORDS[language]]
    return frozenset(word for text in texts for word in text.split())


def content_words(text: str, language: Language | None) -> list[str]:
    """The words that say what it is about, in lower case, in order, each once."""
    stop = _stopwords(language)
    tokens = _WORD.findall(text.lower())
    kept = (w for w in tokens if (len(w) > 2 or w.isdigit()) and without_diacritics(w) not in stop)
    return list(dict.fromkeys(kept))


@lru_cache(maxsize=4096)
def content_stems(text: str, language: Language | None) -> frozenset[str]:
    """The stems of the content words; read as Dutch where the language is not known."""
    return frozenset(stem(word, language or Language.NL) for word in content_words(text, language))


def matched(wanted: frozenset[str], present: frozenset[str]) -> frozenset[str]:
    """The wanted stems that are present, whole or as a part of a compound.

    "premie" is found in "huurpremie" and the other way round; parts under five letters are not
    looked for, because they are found in words that have nothing to do with them.
    """
    return frozenset(w for w in wanted if w in present or any(_shares(w, p) for p in present))


def _shares(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or short.isdigit():
        return False
    return long.startswith(short) or long.endswith(short)
