"""Names of months, weekdays and units of time in nl, fr, de and en."""

from __future__ import annotations

_MONTHS = (
    "januari jan janvier janv januar jän january",
    "februari feb febr février fevrier févr februar february",
    "maart mrt mars märz maerz march mar",
    "april apr avril avr",
    "mei mai may",
    "juni jun juin june",
    "juli jul juillet juil july",
    "augustus aug août aout august",
    "september sep sept septembre",
    "oktober okt octobre oct october",
    "november nov novembre",
    "december dec décembre decembre déc dezember dez",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

MONTHS_ALONE = {
    name: number
    for name, number in MONTHS.items()
    if len(name) > 3 and name not in {"mars", "march", "sept"}
} | {"mei": 5, "mai": 5, "may": 5}
"""Those that are a month even without a day or a year."""

_WEEKDAYS = {
    "mon": "maandag lundi montag monday",
    "tue": "dinsdag mardi dienstag tuesday",
    "wed": "woensdag mercredi mittwoch wednesday",
    "thu": "donderdag jeudi donnerstag thursday",
    "fri": "vrijdag vendredi freitag friday",
    "sat": "zaterdag samedi samstag saturday",
    "sun": "zondag dimanche sonntag sunday",
}
WEEKDAYS = {
    name + ending: day
    for day, names in _WEEKDAYS.items()
    for name in names.split()
    for ending in ("", "s", "en")
}

_UNITS = {
    ("minute", 1): "minuut minuten minute minutes min minuten",
    ("minute", 60): "uur uren heure heures stunde stunden hour hours",
    ("day", 1): "dag dagen kalenderdag kalenderdagen jour jours tag tage tagen kalendertage "
    "kalendertagen day days",
    ("day", 7): "week weken semaine semaines woche wochen weeks",
    ("workday", 1): "werkdag werkdagen ouvrable ouvrables werktag werktage werktagen workday "
    "workdays arbeitstage arbeitstagen",
    ("month", 1): "maand maanden mois monat monate monaten monats month months",
    ("month", 3): "kwartaal kwartalen trimestre trimestres quartal quartale quarter quarters",
    ("month", 12): "jaar jaren an ans année années jahr jahre jahren jahres year years",
}
TIME_UNITS = {word: unit for unit, words in _UNITS.items() for word in words.split()}
"""Word to (canonical unit, how many of it)."""

PERIODS = {
    "day": "dagelijks dagelijkse quotidien quotidienne journalier täglich tägliche daily",
    "week": "wekelijks wekelijkse hebdomadaire wöchentlich wöchentliche weekly",
    "month": "maandelijks maandelijkse mensuel mensuelle mensuellement monatlich monatliche "
    "monatlichen monthly",
    "quarter": "trimestrieel driemaandelijks driemaandelijkse trimestriel vierteljährlich "
    "quarterly",
    "year": "jaarlijks jaarlijkse annuel annuelle annuellement jährlich jährliche jährlichen "
    "yearly annual annually",
}
PERIOD_WORDS = {word: period for period, words in PERIODS.items() for word in words.split()}
PERIOD_UNITS = {
    ("minute", 60): "hour",
    ("day", 1): "day",
    ("day", 7): "week",
    ("month", 1): "month",
    ("month", 3): "quarter",
    ("month", 12): "year",
}
