"""Pairs of words that exclude one another, in nl, fr, de and en, as patterns."""

from __future__ import annotations

AXES: tuple[tuple[str, str], ...] = (
    (
        r"verhoo?g\w*|stij\w*|gestegen|gestiegen|toe(?:neemt|nemen)|augment\w*|erhöh\w*|steig\w*|increas\w*|rise[sn]?",
        r"verlaa?g\w*|daal\w*|gedaald|gesunken|dalen|diminu\w*|baiss\w*|senk\w*|gesenkt|sink\w*|decreas\w*|reduc\w*",
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
        r"schriftelijke?|par\s+écrit|écrite?s?|schriftlich\w*|in\s+writing|written",
        r"mondelinge?|orale?(?:ment)?|mündlich\w*|verbal(?:ly)?|oral(?:ly)?",
    ),
    (
        r"volledig|entièrement|vollständig|ganz|fully|completely|entirely",
        r"gedeeltelijk\w*|deels|partiellement|en\s+partie|teilweise|part(?:ly|ially)",
    ),
    (
        (
            r"(?:langer|groter|ouder|meer)\s+(?:is\s+|zijn\s+)?dan|plus\s+(?:grande?s?|longue?s?|âgée?s?)\s+que"
            r"|(?:länger|größer|älter)\s+(?:ist\s+)?als|(?:longer|larger|greater|bigger|older)\s+than"
        ),
        (
            r"(?:korter|kleiner|jonger|minder)\s+(?:is\s+|zijn\s+)?dan|plus\s+(?:petite?s?|courte?s?|jeunes?)\s+que"
            r"|(?:kürzer|kleiner|jünger)\s+(?:ist\s+)?als|(?:shorter|smaller|younger)\s+than"
        ),
    ),
    (
        r"minstens|ten\s+minste|minimaal|au\s+moins|mindestens|wenigstens|at\s+least",
        r"hoogstens|ten\s+hoogste|maximaal|au\s+plus|höchstens|maximal|at\s+most",
    ),
    (
        r"of\s+(?:meer|ouder|langer)|ou\s+plus|oder\s+mehr|or\s+(?:more|older|longer)",
        r"of\s+(?:minder|jonger|korter)|ou\s+moins|oder\s+weniger|or\s+(?:less|fewer|younger)",
    ),
    (
        r"(?:ge)?makkelijk\w*|eenvoudig\w*|facile\w*|einfach\w*|leicht|easy|easily|simple",
        r"moeilijk\w*|lastig\w*|ingewikkeld\w*|difficile\w*|schwierig\w*|schwer|difficult|hard",
    ),
    (r"groo?te?|groter|grande?s?|groß\w*|large|big", r"kleine?r?|petite?s?|klein\w*|small"),
    (r"hoo?ge?|élevée?s?|hoch|hohe\w*|high", r"laa?ge?|basse?s?|niedrig\w*|low"),
    (
        r"snel\w*|rapide\w*|schnell\w*|fast|quick\w*",
        r"traag|trage|lente?s?|lentement|langsam\w*|slow\w*",
    ),
    (
        r"nieuwe?|nouve(?:au|lle)s?|neue[mnrs]?|new",
        r"oude?|vieux|vieilles?|anciens?|anciennes?|alte[mnrs]?|old",
    ),
    (r"intern\w*|interne\w*|internal\w*", r"extern\w*|external\w*"),
    (
        r"boven(?:aan|ste|staande?)?|ci-dessus|au-dessus|oben|obere\w*|above|upper|top",
        r"onder(?:aan|ste|staande?)|ci-dessous|en\s+dessous|unten|untere\w*|below|lower|bottom",
    ),
    (r"links|linkse?|linker|gauche|linke\w*|left", r"rechtse?|rechter|droite|rechte\w*|right"),
    (r"binnen(?:kant|land\w*)|intérieur|innen|inside", r"buiten\w*|extérieur|außen|outside"),
    (
        r"automatisch\w*|automatique\w*|automatic\w*",
        r"manue(?:el|le|ll)\w*|handmatig\w*|manuell\w*|manual\w*",
    ),
    (
        r"tijdelijk\w*|temporaire\w*|vorübergehend\w*|temporar\w*",
        r"permanente?\w*|blijvende?|dauerhaft\w*",
    ),
    (
        r"openba(?:ar|re)|publi(?:c|que)s?|öffentlich\w*",
        r"privée?s?|privaat|private?|vertrouwelijk\w*|confident\w*|vertraulich\w*",
    ),
    (
        r"toevoeg\w*|toegevoegd\w*|ajout\w*|hinzu\w*|add(?:ed|s|ing)?",
        r"verwijder\w*|supprim\w*|entfern\w*|remov\w*",
    ),
    (r"eerste?|premi(?:er|ère)s?|first", r"laatste?|derni(?:er|ère)s?|letzte\w*|last"),
    (r"positie[fv]\w*|positi(?:f|ve)s?|positiv\w*", r"negatie[fv]\w*|négati(?:f|ve)s?|negativ\w*"),
    (
        r"voldoende|suffisant\w*|ausreichend\w*|sufficient\w*",
        r"onvoldoende|insuffisant\w*|unzureichend\w*|insufficient\w*",
    ),
    (
        r"noodzakelijk\w*|nécessaire\w*|notwendig\w*|necessary",
        r"overbodig\w*|superflu\w*|überflüssig\w*|unnecessary",
    ),
    (
        r"ontvang\w*|reçoi\w*|recev\w*|erhalten|receiv\w*",
        r"betalen|betaalt|pay(?:er|ez|ons)|zahlen|pays?",
    ),
    (
        r"actie[fv]e?|acti(?:f|ve)s?|aktiv\w*|active",
        r"inactie[fv]e?|inacti(?:f|ve)s?|inaktiv\w*|inactive",
    ),
    (
        r"digita(?:al|le)|online|en\s+ligne|numérique\w*|digital\w*",
        r"papieren|op\s+papier|papier|auf\s+Papier|on\s+paper",
    ),
    (r"geldige?|valables?|gültig\w*|valid", r"ongeldige?|ungültig\w*|invalid|non\s+valables?"),
)
# Too common to weigh in a whole sentence; where one stands instead of the other they turn it.
SMALL: tuple[tuple[str, str], ...] = (
    (r"meer|plus|mehr|more", r"minder|moins|weniger|less|fewer"),
    (r"met|avec|mit|with", r"zonder|sans|ohne|without"),
    (r"vóór|voor|avant|vor|before", r"na|après|nach|after"),
    (r"boven|au-dessus|über|above|over", r"onder|sous|unter|below|under"),
    (
        r"voordeel\w*|avantages?|vorteile?\w*|advantages?",
        r"nadeel\w*|inconvénients?|nachteil\w*|disadvantages?",
    ),
    (r"droog|droge|secs?|sèches?|trocken\w*|dry", r"nat(?:te)?|humides?|mouillée?s?|nass\w*|wet"),
    (r"zwaar|zware|lourde?s?|schwere?\w*|heavy", r"lichte?|légère?s?|leichte?\w*|light"),
    (r"warme?|chaude?s?|warm\w*|hot", r"koude?|froide?s?|kalt\w*|cold"),
    (r"begin|début|anfang|start", r"einde?|fin|ende|end"),
    (r"man(?:nen)?|hommes?|männer|men", r"vrouw(?:en)?|femmes?|frauen|women"),
    (
        r"individue(?:el|le)\w*|individuel\w*|individuell\w*|individual",
        r"collectie[fv]\w*|collecti(?:f|ve)s?|kollektiv\w*|collective",
    ),
    (
        r"verkoop\w*|verkop\w*|ven(?:te|dre)|verkauf\w*|s(?:ale|ell)",
        r"aankoop\w*|(?:aan)?kop\w*|achat|acheter|kauf\w*|purchase|buy",
    ),
)
