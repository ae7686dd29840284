"""Words that government texts exchange without saying anything else, by language."""

from __future__ import annotations

from functools import cache

from vraagbaak.grounding.normal import stem
from vraagbaak.language import Language

_SETS: dict[Language, str] = {
    Language.NL: """
        woning huis verblijfplaats | aanvraag verzoek | aanvrager verzoeker | document stuk
        papier bewijsstuk
        burger inwoner | bewijs attest getuigschrift | ondernemer zelfstandige | bedrijf
        onderneming firma
        medewerker personeelslid | kind kinderen | gezin huishouden | ouder ouders | premie
        toelage steun
        tegemoetkoming subsidie | bedrag som | prijs kostprijs tarief | termijn periode |
        website webpagina site
        overheid overheden | e-mail mail mailbericht | telefoon gsm | formulier invulformulier |
        auto wagen voertuig
        besluit beslissing | dienst afdeling | wet wetgeving regelgeving | voorwaarde vereiste
        eis | plicht
        verplichting | start begin aanvang | einde afloop | werk job baan | loon salaris wedde |
        inkomen inkomsten
        school onderwijsinstelling | dokter arts huisarts | gegevens informatie data | vraag
        vragen | probleem moeilijkheid | gebruiker gebruikers | toepassing applicatie app |
        manier wijze | doel bedoeling
        stap fase | plaats locatie | gemeente stad | toestemming goedkeuring | lijst overzicht |
        reden oorzaak""",
    Language.FR: """
        logement habitation maison | demande requête | demandeur requérant | document pièce |
        citoyen habitant
        attestation certificat preuve | entreprise société | ménage famille | prime allocation
        aide subvention
        montant somme | prix coût tarif | délai période | site page | courriel mail e-mail |
        formulaire | voiture
        véhicule | décision arrêté | service département | loi législation | condition exigence
        | emploi travail
        salaire rémunération | revenu revenus | école établissement | médecin docteur | données
        informations
        commune ville | autorisation accord | liste aperçu | début commencement | fin terme""",
    Language.DE: """
        wohnung haus | antrag gesuch | antragsteller bewerber | dokument unterlage | bürger
        einwohner
        bescheinigung nachweis bestätigung | unternehmen betrieb firma | haushalt familie |
        prämie zuschuss
        beihilfe zulage förderung | betrag summe | preis kosten gebühr | frist zeitraum |
        webseite website seite
        formular vordruck | auto wagen fahrzeug | entscheidung beschluss | dienst abteilung |
        gesetz
        gesetzgebung | bedingung voraussetzung | arbeit stelle | lohn gehalt | einkommen
        einkünfte | arzt doktor
        daten angaben informationen | gemeinde stadt | genehmigung zustimmung | liste
        übersicht""",
    Language.EN: """
        home house dwelling | application request | applicant claimant | document paper |
        citizen resident
        certificate proof evidence | company business firm enterprise | household family | grant
        premium
        allowance subsidy benefit | amount sum | price cost fee | period term | website site
        page | email mail
        form | car vehicle | decision ruling | department service | law legislation | condition
        requirement | job
        work | wage salary pay | income earnings | doctor physician | data information |
        municipality town
        permission approval consent | list overview | start beginning | end expiry | way manner
        method""",
}


def same_meaning(one: str, other: str, language: Language) -> bool:
    """Whether two stems may stand for one another."""
    groups = _groups(language)
    return not groups.get(one, frozenset()).isdisjoint(groups.get(other, frozenset()))


@cache
def _groups(language: Language) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, group in enumerate(_SETS[language].split("|")):
        for word in group.split():
            key = stem(word, language)
            found[key] = found.get(key, frozenset()) | {number}
    return found
