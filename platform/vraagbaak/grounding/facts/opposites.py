"""Words that exclude one another: rises and falls, granted and refused, tenant and landlord."""

from __future__ import annotations

from collections.abc import Iterable

from vraagbaak.grounding.facts.cues import any_of

_AXES: tuple[tuple[str, str], ...] = (
    (
        r"verho[o]?g\w*|stij\w*|toe(?:neemt|nemen)|augment\w*|erhöh\w*|steig\w*|increas\w*|rise[sn]?",
        r"verla[a]?g\w*|daal\w*|dalen|diminu\w*|baiss\w*|senk\w*|gesenkt|sink\w*|decreas\w*|reduc\w*",
    ),
    (
        r"hoger\w*|höher\w*|higher|plus\s+élevée?s?",
        r"lager\w*|niedriger\w*|lower|moins\s+élevée?s?",
    ),
    (
        r"geopend|open(?:s|ed)?|offen|geöffnet|ouverte?s?",
        r"gesloten|geschlossen|fermée?s?|closed?|closes",
    ),
    (
        r"goedgekeurd\w*|goedkeur\w*|toegekend\w*|accordée?s?|bewilligt|genehmigt|approved|granted",
        r"geweiger\w*|afgewezen|afgekeurd\w*|refusée?s?|abgelehnt\w*|refused|rejected|denied",
    ),
    (
        r"gratis|kosteloos|kosteloze|gratuite?s?|gratuitement|kostenlos\w*|kostenfrei\w*|free",
        r"betalend\w*|payante?s?|kostenpflichtig\w*|paying",
    ),
    (
        r"verplicht\w*|obligatoires?|verpflichtend\w*|mandatory|compulsory",
        r"vrijwillig\w*|facultati\w*|freiwillig\w*|voluntary|optional",
    ),
    (
        r"huurders?|locataires?|mieter(?:in|n)?|tenants?",
        r"verhuurders?|propriétaires?|vermieter(?:in|n)?|landlords?",
    ),
    (
        r"werkgevers?|employeurs?|arbeitgeber(?:in|n)?|employers?",
        r"werknemers?|salariée?s?|travailleurs?|arbeitnehmer(?:in|n)?|employees?",
    ),
    (r"bruto\w*|brut|gross", r"netto\w*|net"),
    (
        r"begint|beginnen|start\w*|commence\w*|débute\w*|beginn\w*|begins?",
        r"eindig\w*|stopt|termine\w*|endet|enden|ends?|closes?",
    ),
    (r"altijd|toujours|immer|always", r"nooit|jamais|nie|niemals|never"),
    (
        r"vooraf|voordien|préalablement|im\s+voraus|vorher|beforehand|in\s+advance",
        r"achteraf|nadien|ultérieurement|nachträglich|nachher|afterwards",
    ),
    (
        r"inclusief|incl|y\s+compris|einschließlich|inklusive|including",
        r"exclusief|excl|hors|ausschließlich|exklusive|excluding",
    ),
    (
        r"volledig|entièrement|vollständig|ganz|fully|completely|entirely",
        r"gedeeltelijk\w*|deels|partiellement|en\s+partie|teilweise|part(?:ly|ially)",
    ),
    (r"geldige?|valables?|gültig\w*|valid", r"ongeldige?|ungültig\w*|invalid|non\s+valables?"),
)
_EITHER_OR = ("geopend", "goedgekeurd", "gratis", "verplicht", "geldige")
EITHER_OR = frozenset(axis for axis, (one, _) in enumerate(_AXES) if one.startswith(_EITHER_OR))
"""Axes without a middle: what is not open is closed."""
_OPPOSITES = tuple((any_of(one), any_of(other)) for one, other in _AXES)


def opposites(text: str) -> dict[int, int]:
    """Axis to pole (0 or 1) for each axis of which the text holds one pole only."""
    poles: dict[int, int] = {}
    for axis, pair in enumerate(_OPPOSITES):
        present = [pattern.search(text) is not None for pattern in pair]
        if any(present) and not all(present):
            poles[axis] = present.index(True)
    return poles


def differing(one: dict[int, int], other: dict[int, int]) -> Iterable[int]:
    """The axes on which two texts stand at different poles."""
    return (axis for axis, pole in one.items() if other.get(axis, pole) != pole)
