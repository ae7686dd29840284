"""The language of texts and of short questions."""

import pytest

from vraagbaak.language import Language, LanguageDetector, parse_language

DETECTOR = LanguageDetector()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hoeveel bedraagt de premie?", "nl"),
        ("Hoe lang?", "nl"),
        ("Is er een boete?", "nl"),
        ("En als ik alleenstaande ben?", "nl"),
        ("Combien ?", "fr"),
        ("Quel délai ?", "fr"),
        ("Et pour deux enfants ?", "fr"),
        ("Wie viel?", "de"),
        ("Wo kann ich mich anmelden?", "de"),
        ("How much?", "en"),
        ("Where is it?", "en"),
        ("De aanvraag moet binnen 30 dagen worden ingediend bij het agentschap.", "nl"),
        ("La demande doit être introduite dans les trente jours auprès de l'agence.", "fr"),
    ],
)
def test_told(text, language):
    assert DETECTOR.detect(text) is Language(language)


@pytest.mark.parametrize("text", ["", "   ", "1700", "https://a.example/b", "?!", "contact"])
def test_too_little_to_tell(text):
    assert DETECTOR.detect(text) is None


@pytest.mark.parametrize(
    ("tag", "language"),
    [("nl-BE", Language.NL), ("fr_BE", Language.FR), ("EN", Language.EN), ("pl", None), ("", None)],
)
def test_language_tags(tag, language):
    assert parse_language(tag) is language
