"""The sentence as it stands, and the sentence with less, where less is still true."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.mutations.clauses import RESTRICTS
from evaluation.mutations.types import Scene
from evaluation.mutations.words import tidy
from vraagbaak.language import Language

_PARENTHESIS = re.compile(
    r"\s\((?!s\)|en\)|e\))(?:[^()]{3,120}\)(?=[.,;:]| (?:is|zijn|wordt|worden|heeft|hebben"
    r"|kan|moet|are|est|ist)\b)"
    r"|(?:[A-Z][A-Za-z]{0,3}[A-Z]|(?:zie|bv|bijv|bijvoorbeeld|see|e\.g|z\.B|p\. "
    r"ex)\b[^()]{2,100})\))"
)
_ADVERBS = {
    Language.NL: r"(?<=\w )(?:ook|echter|dus|daarom|eveneens|bovendien|trouwens|immers"
    r"|namelijk|uiteraard"
    r"|natuurlijk|overigens|tevens|daarnaast|uiteindelijk)(?= [a-z])",
    Language.FR: r"(?<=\w )(?:également|aussi|donc|toutefois|cependant|ensuite|bien entendu"
    r"|notamment"
    r"|par ailleurs)(?= [a-zé])",
    Language.DE: r"(?<=\w )(?:auch|jedoch|daher|ebenfalls|außerdem|natürlich|selbstverständlich"
    r"|zudem|übrigens)(?= [\w])",
    Language.EN: r"(?<=\w )(?:also|however|therefore|moreover|furthermore|additionally|thus"
    r"|then|simply"
    r"|basically|obviously|of course)(?= [a-z])",
}
_TAIL = {
    Language.NL: r", (?:waarbij|zodat|waardoor|omdat|aangezien|zoals|onder andere|bijvoorbeeld|wat"
    r"|waarin|waarmee|gezien) [^.;:()]{8,}(?=\.$)",
    Language.FR: r", (?:afin de|afin que|car|puisque|notamment|par exemple|comme|ce qui) "
    r"[^.;:()]{8,}(?=\.$)",
    Language.DE: r", (?:sodass|weil|da|wobei|wodurch|zum Beispiel|damit|um) [^.;:()]{8,}(?=\.$)",
    Language.EN: r", (?:because|since|which|such as|for example|so that|so|including"
    r"|thereby|making)"
    r" [^.;:()]{8,}(?=\.$)",
}
_ASIDE = {
    Language.NL: r", (?:zoals|bijvoorbeeld|onder andere|onder meer|bij voorkeur|net als) "
    r"[^,.;:()]{4,80},(?= (?:is|zijn"
    r"|wordt|worden|kan|kunnen|moet|moeten|mag|mogen|heeft|hebben)\b)",
    Language.FR: r", (?:comme|par exemple|notamment) [^,.;:()]{4,80},(?= (?:est|sont|peut"
    r"|peuvent|doit"
    r"|doivent)\b)",
    Language.DE: r", (?:wie|zum Beispiel|etwa) [^,.;:()]{4,80},(?= (?:ist|sind|wird|werden"
    r"|kann|können)\b)",
    Language.EN: r", (?:such as|for example|including|like) [^,.;:()]{4,80},(?= (?:is|are"
    r"|can|must|has|have"
    r"|will|should)\b)",
}
_DROPS = {
    language: [
        _PARENTHESIS,
        re.compile(_ADVERBS[language]),
        re.compile(_TAIL[language]),
        re.compile(_ASIDE[language]),
    ]
    for language in Language
}
_KEEP_MOST = 0.5
"""Share of the words that a shorter sentence keeps at least."""


def verbatim(scene: Scene) -> str:
    """The sentence itself."""
    return scene.text


def compressed(scene: Scene) -> str | None:
    """Without what can go: an aside, a reason, an adverb that adds nothing; never a restriction."""
    drops = list(_drops(scene.text, scene.language))
    if not drops:
        return None
    text = scene.text
    chosen = scene.rng.sample(drops, scene.rng.randint(1, len(drops)))
    for start, end in sorted(chosen, reverse=True):
        shorter = text[:start] + text[end:]
        if len(shorter.split()) >= max(4, _KEEP_MOST * len(scene.text.split())):
            text = shorter
    return tidy(text) if text != scene.text else None


def _drops(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Spans that may go, none inside another."""
    taken: list[tuple[int, int]] = []
    for pattern in reversed(_DROPS[language]):
        for match in pattern.finditer(text):
            span = match.span()
            apart = all(span[1] <= one[0] or span[0] >= one[1] for one in taken)
            if apart and not RESTRICTS[language].search(match.group()):
                taken.append(span)
                yield span
