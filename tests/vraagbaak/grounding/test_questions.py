"""A question in the evidence states nothing; with a yes or a no after it, it does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vraagbaak.grounding import Evidence, FactsVerifier, Verdict

Ask = Callable[..., Verdict]
RENT = "Mag ik mijn huis verhuren?"
PRICE = "Bedraagt de premie 150 euro?"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("U mag uw huis verhuren.", f"{RENT} Nee."),
        ("U mag uw huis verhuren.", f"{RENT}\nNee. Dat is niet toegestaan."),
        ("U mag uw huis verhuren.", RENT),
        ("U mag uw huis verhuren.", f"{RENT} Dat beslist de gemeente."),
        ("U mag uw huis niet verhuren.", f"{RENT} Ja."),
        ("De premie bedraagt 150 euro.", PRICE),
        ("De premie bedraagt 150 euro.", f"{PRICE} Nee, 170 euro."),
        ("De premie bedraagt 150 euro.", f"{PRICE} Dat hangt af van uw inkomen."),
        ("Vous pouvez louer votre maison.", "Puis-je louer ma maison ? Non."),
        ("Sie dürfen Ihr Haus vermieten.", "Darf ich mein Haus vermieten? Nein."),
        ("You may rent out your house.", "May I rent out my house? No."),
        ("De premie is verplicht", "De premie is verplicht? Vraag het ons."),
        ("De premie bedraagt 150 euro.", f"## {PRICE}\nDe premie hangt af van uw inkomen."),
        ("U mag uw huis verhuren.", f"## {RENT}\n\nDe gemeente verbiedt dat."),
        ("U hebt recht op de premie.", "Heb ik geen recht op de premie? Nee."),
        (
            "You do not have to register within 8 days.",
            "When do I have to register? No later than 8 days after you move.",
        ),
        ("Vous ne devez pas payer.", "Qui doit payer ? Non-résidents et résidents."),
        (
            "Vous devez payer 50 euros.",
            "Combien dois-je payer ?\n\nVous ne devez rien payer. Une copie coûte 50 euros.",
        ),
        ("U mag uw huis verhuren.", f"{RENT} Ja en nee."),
        ("U mag uw huis niet verhuren.", f"{RENT}\n- Nee, als u huurt.\n- Ja, als eigenaar."),
        ("U mag uw huis verhuren.", f"De vraag “{RENT}” beantwoordt de gemeente met nee."),
    ],
)
def test_a_question_supports_nothing(claim: str, text: str, verdict: Ask) -> None:
    assert verdict(claim, text) in {Verdict.CONTRADICTED, Verdict.NOT_FOUND}


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("U mag uw huis verhuren.", f"{RENT} Ja."),
        ("U mag uw huis niet verhuren.", f"{RENT} Nee."),
        ("De premie bedraagt 150 euro.", f"{PRICE} Ja."),
        ("De premie bedraagt 150 euro.", "Hoeveel bedraagt de premie? U krijgt 150 euro."),
        ("In 2026 krijgt u 150 euro.", "Hoeveel krijgt u in 2026? U krijgt 150 euro."),
        ("You may rent out your house.", "May I rent out my house? Yes."),
    ],
)
def test_with_its_answer_it_does(claim: str, text: str, verdict: Ask) -> None:
    assert verdict(claim, text) is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("U mag uw huis verhuren.", "Nee, dat is niet toegestaan."),
        ("U mag uw huis verhuren.", "Dat beslist de gemeente."),
        ("U mag uw huis verhuren.", "- Nee, als u het huurt.\n- Ja, als het van u is."),
        ("U mag uw huis niet verhuren.", "Ja."),
    ],
)
def test_nor_does_a_heading_that_asks(claim: str, text: str, verifier: FactsVerifier) -> None:
    evidence = Evidence("p", text, f"Wonen\nHuren › {RENT}")
    assert verifier.verify(claim, [evidence]).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "text"),
    [("U mag uw huis verhuren.", "Ja."), ("U mag uw huis niet verhuren.", "Nee. Vraag raad.")],
)
def test_with_its_answer_a_heading_does(claim: str, text: str, verifier: FactsVerifier) -> None:
    found = verifier.verify(claim, [Evidence("p", text, f"Wonen\nHuren › {RENT}")])
    assert found.verdict is Verdict.SUPPORTED
    assert [support.quote for support in found.support] == [text.split(" ", maxsplit=1)[0]]
