"""A compound sentence cut into statements that can each be true or false on its own."""

from __future__ import annotations

import re
from itertools import pairwise

from vraagbaak.grounding.clauses import Clause
from vraagbaak.grounding.wordlist import words

_CUT = re.compile(
    r"[,;]?\s+(?:en|maar|doch|et|mais|und|aber|and|but)\s+(?:ook\s+|aussi\s+|auch\s+|also\s+)?"
    r"|;\s+|(?<=[^\W\d_]{3}[.!])\s+(?=[A-ZÀ-Þ])|,\s+(?=(?:u|je|men|vous|on|sie|man|you|it)\s)",
    re.IGNORECASE,
)
# What follows is part of a condition or of what someone says; it states nothing of its own.
_BINDS = re.compile(
    r"\b(?:als|indien|wanneer|mits|tenzij|zodra|zolang|dat|omdat|wie|of|si|lorsque|quand|que|qui"
    r"|dont|wenn|falls|sofern|dass|weil|wer|ob|if|when|unless|that|because|who|whether|zowel|either"
    r"|both|niet\s+alleen|nicht\s+nur|non\s+seulement|not\s+only|tussen|entre|zwischen|between)\b",
    re.IGNORECASE,
)
_VERBS = words("""
    is zijn was waren ben bent wordt worden werd werden heb hebt heeft hebben krijg krijgt krijgen
    kan kunt kunnen mag mogen moet moeten zal zullen wil wilt bedraagt bedragen geldt gelden betaalt
    betalen duurt duren kost kosten dient dienen hoeft hoeven ontvangt ontvangen vraagt vragen
    beslist bezorgt stuurt blijft blijven gaat gaan komt komen staat staan vindt vervalt loopt
    est sont était étaient a ont avez peut peuvent pouvez doit doivent devez faut reçoit reçoivent
    recevez coûte coûtent dure durent vaut s'élève s'applique paie payez paient sera seront reste
    ist sind war waren wird werden hat haben kann können darf dürfen muss müssen bekommt bekommen
    erhält erhalten beträgt betragen gilt gelten kostet dauert zahlt zahlen bleibt endet läuft
    are were has have can cannot may must will shall gets get receives receive costs cost lasts
    pays pay applies apply needs need amounts remains ends
    """)
_SUBJECTS = words(
    "u je jij we wij men ze zij hij vous on nous ils elles il elle man wir sie you we"
)
_DETERMINERS = words("""
    de het een deze die dit dat uw je er daarna vervolgens le la les une un votre vos ce cette der
    das ein eine ihr ihre the a an this that your there then
    """)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def pieces(text: str) -> list[Clause]:
    """The statements in order, together the whole; one where it cannot surely be cut.

    Only between clauses that each have a verb: "an attest and a copy" stays together.
    """
    cuts = [0]
    seams = list(_CUT.finditer(text))
    stops = [*(seam.start() for seam in seams[1:]), len(text)]
    for seam, stop in zip(seams, stops, strict=False):
        before, after = text[cuts[-1] : seam.start()], text[seam.end() : stop]
        if _states(before) and _opens(after) and _states(after) and not _bound(before):
            cuts.append(seam.end())
    return [Clause(a, b) for a, b in pairwise([*cuts, len(text)])]


def _states(text: str) -> bool:
    found = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    # A pronoun opens a clause in all four languages, even where its verb is not one of ours.
    return len(found) >= 3 and (not _VERBS.isdisjoint(found) or found[0] in _SUBJECTS)


def _opens(text: str) -> bool:
    """Whether it begins as a clause does: with its subject, its verb, or a new sentence."""
    found = [word.lower() for word in _WORD.findall(text)[:2]]
    if not found:
        return False
    known = found[0] in _SUBJECTS or found[0] in _DETERMINERS or not _VERBS.isdisjoint(found)
    return known or text[0].isupper()


def _bound(before: str) -> bool:
    return _BINDS.search(before) is not None and re.search(r"[.;!]\s*\Z", before) is None
