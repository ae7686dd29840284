"""Sentences of our own in the platform's four languages.

The mean token vector of the encoder is measured over them when a model is built, and a build is
checked on them. They are about everyday public services, because that is what will be read.
"""

from __future__ import annotations

SAMPLES: tuple[str, ...] = (
    "Vraag de huurpremie aan binnen drie maanden nadat uw huurcontract is ingegaan.",
    "De gemeente betaalt het bedrag van 1.250,50 euro uit op uw rekening.",
    "Wie jonger is dan 25 jaar en een opleiding volgt, heeft geen recht op deze uitkering.",
    "Breng uw identiteitskaart en een attest van gezinssamenstelling mee naar het loket.",
    "De bibliotheek is op woensdag open van 14 tot 18 uur, behalve tijdens de schoolvakantie.",
    "Bij overlijden van een ouder kan het kind een hogere toeslag krijgen.",
    "Een aanvraag die te laat wordt ingediend, wordt niet meer behandeld.",
    "Het meetpunt ligt minstens twee meter van de oever en wordt elk voorjaar gecontroleerd.",
    "U kunt tegen de beslissing in beroep gaan bij de Raad voor Vergunningen.",
    "De werkgever meldt de tijdelijke werkloosheid vooraf aan de bevoegde dienst.",
    "Demandez la prime au logement dans les trois mois qui suivent le début du bail.",
    "La commune verse le montant de 1 250,50 euros sur votre compte bancaire.",
    "Les personnes de moins de 25 ans qui suivent une formation n'y ont pas droit.",
    "Apportez votre carte d'identité et une attestation de composition de ménage au guichet.",
    "La bibliothèque est ouverte le mercredi de 14 à 18 heures, sauf pendant les vacances.",
    "En cas de décès d'un parent, l'enfant peut recevoir un supplément plus élevé.",
    "Une demande introduite trop tard n'est plus examinée par l'administration.",
    "Le point de mesure se trouve à deux mètres au moins de la rive.",
    "Vous pouvez introduire un recours contre la décision auprès du conseil.",
    "L'employeur annonce le chômage temporaire à l'avance au service compétent.",
    "Beantragen Sie den Wohnzuschuss innerhalb von drei Monaten nach Beginn des Mietvertrags.",
    "Die Gemeinde überweist den Betrag von 1.250,50 Euro auf Ihr Konto.",
    "Wer jünger als 25 Jahre ist und eine Ausbildung macht, hat keinen Anspruch.",
    "Bringen Sie Ihren Personalausweis und eine Bescheinigung zum Schalter mit.",
    "Die Bibliothek ist mittwochs von 14 bis 18 Uhr geöffnet, außer in den Schulferien.",
    "Beim Tod eines Elternteils kann das Kind einen höheren Zuschlag erhalten.",
    "Ein zu spät eingereichter Antrag wird nicht mehr bearbeitet.",
    "Der Messpunkt liegt mindestens zwei Meter vom Ufer entfernt.",
    "Gegen die Entscheidung können Sie beim zuständigen Rat Beschwerde einlegen.",
    "Der Arbeitgeber meldet die Kurzarbeit vorher bei der zuständigen Stelle an.",
    "Apply for the housing allowance within three months after your lease begins.",
    "The municipality pays the amount of 1,250.50 euros into your bank account.",
    "People under 25 who are in training are not entitled to this benefit.",
    "Bring your identity card and a certificate of household composition to the counter.",
    "The library is open on Wednesday from 2 to 6 p.m., except during school holidays.",
    "If a parent dies, the child may receive a higher supplement.",
    "An application that is submitted too late is no longer considered.",
    "The measuring point lies at least two metres from the bank of the stream.",
    "You can appeal against the decision to the council for permits.",
    "The employer reports short-time work in advance to the competent service.",
)
