// What the page says, in four languages. What documents and agencies say comes from the service.

export const LANGUAGES = ["nl", "fr", "de", "en"];
export const LANGUAGE_NAMES = { nl: "Nederlands", fr: "Français", de: "Deutsch", en: "English" };

const TEXTS = {
  skip: { nl: "Naar de inhoud", fr: "Aller au contenu", de: "Zum Inhalt", en: "Skip to content" },
  languages: { nl: "Taal", fr: "Langue", de: "Sprache", en: "Language" },
  agencies_title: {
    nl: "Waarover hebt u een vraag?",
    fr: "Sur quoi porte votre question ?",
    de: "Wozu haben Sie eine Frage?",
    en: "What is your question about?",
  },
  agencies_lead: {
    nl: "Kies een organisatie. U krijgt een antwoord uit haar eigen documenten, met bij elke zin de bron.",
    fr: "Choisissez une organisation. La réponse vient de ses propres documents, avec la source de chaque phrase.",
    de: "Wählen Sie eine Organisation. Die Antwort kommt aus ihren eigenen Dokumenten, mit der Quelle zu jedem Satz.",
    en: "Choose an organisation. The answer comes from its own documents, with the source of every sentence.",
  },
  no_agencies: {
    nl: "Er zijn nog geen organisaties.",
    fr: "Il n’y a pas encore d’organisation.",
    de: "Es gibt noch keine Organisationen.",
    en: "There are no organisations yet.",
  },
  demo_tag: { nl: "Demo", fr: "Démo", de: "Demo", en: "Demo" },
  back: { nl: "Andere organisatie", fr: "Autre organisation", de: "Andere Organisation", en: "Another organisation" },
  demo_title: { nl: "Dit is een demo.", fr: "Ceci est une démonstration.", de: "Dies ist eine Demo.", en: "This is a demo." },
  demo: {
    nl: "De regels en bedragen zijn verzonnen. Dit is geen officiële informatie.",
    fr: "Les règles et les montants sont inventés. Il ne s’agit pas d’informations officielles.",
    de: "Die Regeln und Beträge sind erfunden. Dies sind keine amtlichen Informationen.",
    en: "The rules and amounts are invented. This is no official information.",
  },
  ai_title: {
    nl: "U praat met een computerprogramma (AI).",
    fr: "Vous parlez avec un programme informatique (IA).",
    de: "Sie sprechen mit einem Computerprogramm (KI).",
    en: "You are talking to a computer program (AI).",
  },
  ai: {
    nl: "Het controleert elke zin aan de documenten van de organisatie, maar kan zich vergissen. Klik op een nummer om de bron te lezen.",
    fr: "Il vérifie chaque phrase dans les documents de l’organisation, mais il peut se tromper. Cliquez sur un numéro pour lire la source.",
    de: "Es prüft jeden Satz anhand der Dokumente der Organisation, kann sich aber irren. Klicken Sie auf eine Nummer, um die Quelle zu lesen.",
    en: "It checks every sentence against the organisation’s documents, but it can be wrong. Select a number to read the source.",
  },
  examples: { nl: "Voorbeelden", fr: "Exemples", de: "Beispiele", en: "Examples" },
  question: { nl: "Uw vraag", fr: "Votre question", de: "Ihre Frage", en: "Your question" },
  follow_up: { nl: "Uw volgende vraag", fr: "Votre question suivante", de: "Ihre nächste Frage", en: "Your next question" },
  question_hint: {
    nl: "Schrijf geen persoonlijke gegevens, zoals uw naam of rijksregisternummer.",
    fr: "N’indiquez pas de données personnelles, comme votre nom ou numéro de registre national.",
    de: "Geben Sie keine persönlichen Daten an, etwa Namen oder Nationalregisternummer.",
    en: "Do not enter personal data, such as your name or national register number.",
  },
  question_empty: {
    nl: "Schrijf eerst uw vraag.",
    fr: "Écrivez d’abord votre question.",
    de: "Schreiben Sie zuerst Ihre Frage.",
    en: "Write your question first.",
  },
  ask: { nl: "Stel uw vraag", fr: "Posez votre question", de: "Frage stellen", en: "Ask your question" },
  stop: { nl: "Stop", fr: "Arrêter", de: "Stopp", en: "Stop" },
  new_conversation: { nl: "Nieuw gesprek", fr: "Nouvelle conversation", de: "Neues Gespräch", en: "New conversation" },
  you_asked: { nl: "U vroeg:", fr: "Vous avez demandé :", de: "Sie fragten:", en: "You asked:" },
  sent: {
    nl: "Uw vraag is verstuurd…",
    fr: "Votre question est envoyée…",
    de: "Ihre Frage wurde gesendet…",
    en: "Your question has been sent…",
  },
  reply: { nl: "Antwoord", fr: "Réponse", de: "Antwort", en: "Answer" },
  no_reply: { nl: "Geen antwoord gevonden", fr: "Pas de réponse trouvée", de: "Keine Antwort gefunden", en: "No answer found" },
  done: {
    nl: "Het antwoord is klaar. Bronnen: {sources}.",
    fr: "La réponse est prête. Sources : {sources}.",
    de: "Die Antwort ist fertig. Quellen: {sources}.",
    en: "The answer is ready. Sources: {sources}.",
  },
  done_refused: {
    nl: "Er is geen antwoord gevonden.",
    fr: "Aucune réponse n’a été trouvée.",
    de: "Es wurde keine Antwort gefunden.",
    en: "No answer was found.",
  },
  stopped: {
    nl: "U hebt het antwoord gestopt. Het is niet volledig.",
    fr: "Vous avez arrêté la réponse. Elle n’est pas complète.",
    de: "Sie haben die Antwort gestoppt. Sie ist nicht vollständig.",
    en: "You stopped the answer. It is not complete.",
  },
  reconnecting: {
    nl: "De verbinding is weg. Ik probeer opnieuw…",
    fr: "La connexion est interrompue. Nouvel essai…",
    de: "Die Verbindung ist unterbrochen. Neuer Versuch…",
    en: "The connection was lost. Trying again…",
  },
  sources: { nl: "Bronnen", fr: "Sources", de: "Quellen", en: "Sources" },
  source: { nl: "Bron", fr: "Source", de: "Quelle", en: "Source" },
  source_n: { nl: "Bron {n}: {title}", fr: "Source {n} : {title}", de: "Quelle {n}: {title}", en: "Source {n}: {title}" },
  page_n: { nl: "pagina {n}", fr: "page {n}", de: "Seite {n}", en: "page {n}" },
  heading: { nl: "Onderdeel", fr: "Partie", de: "Abschnitt", en: "Section" },
  page: { nl: "Pagina", fr: "Page", de: "Seite", en: "Page" },
  valid: { nl: "Geldig", fr: "Validité", de: "Gültig", en: "Valid" },
  valid_both: { nl: "van {from} tot en met {until}", fr: "du {from} au {until}", de: "vom {from} bis {until}", en: "from {from} to {until}" },
  valid_from: { nl: "vanaf {from}", fr: "à partir du {from}", de: "ab dem {from}", en: "from {from}" },
  valid_until: { nl: "tot en met {until}", fr: "jusqu’au {until}", de: "bis zum {until}", en: "until {until}" },
  not_valid: {
    nl: "Dit document geldt niet op dit moment.",
    fr: "Ce document n’est pas en vigueur actuellement.",
    de: "Dieses Dokument gilt zurzeit nicht.",
    en: "This document is not valid at this moment.",
  },
  document_language: { nl: "Taal", fr: "Langue", de: "Sprache", en: "Language" },
  open_document: {
    nl: "Open het volledige document (nieuw tabblad)",
    fr: "Ouvrir le document complet (nouvel onglet)",
    de: "Ganzes Dokument öffnen (neuer Tab)",
    en: "Open the full document (new tab)",
  },
  new_tab: { nl: "(nieuw tabblad)", fr: "(nouvel onglet)", de: "(neuer Tab)", en: "(new tab)" },
  quoted_start: { nl: "begin van het citaat", fr: "début de la citation", de: "Anfang des Zitats", en: "start of the quotation" },
  quoted_end: { nl: "einde van het citaat", fr: "fin de la citation", de: "Ende des Zitats", en: "end of the quotation" },
  loading: { nl: "Ik open de bron…", fr: "J’ouvre la source…", de: "Ich öffne die Quelle…", en: "Opening the source…" },
  source_failed: {
    nl: "De bron kan nu niet getoond worden. De geciteerde woorden zijn:",
    fr: "La source ne peut pas être affichée. Les mots cités sont :",
    de: "Die Quelle kann jetzt nicht angezeigt werden. Die zitierten Worte sind:",
    en: "The source cannot be shown right now. The quoted words are:",
  },
  close: { nl: "Sluiten", fr: "Fermer", de: "Schließen", en: "Close" },
  nearest: {
    nl: "Misschien helpt dit u verder",
    fr: "Ceci peut peut-être vous aider",
    de: "Vielleicht hilft Ihnen das weiter",
    en: "Perhaps this helps you further",
  },
  contact: { nl: "Vraag het aan {name}", fr: "Posez la question à {name}", de: "Fragen Sie {name}", en: "Ask {name}" },
  phone: { nl: "Telefoon", fr: "Téléphone", de: "Telefon", en: "Phone" },
  email: { nl: "E-mail", fr: "E-mail", de: "E-Mail", en: "E-mail" },
  website: { nl: "Contactpagina", fr: "Page de contact", de: "Kontaktseite", en: "Contact page" },
  retry: { nl: "Probeer opnieuw", fr: "Réessayer", de: "Erneut versuchen", en: "Try again" },
  failure_title: {
    nl: "Deze pagina kan niet getoond worden",
    fr: "Cette page ne peut pas être affichée",
    de: "Diese Seite kann nicht angezeigt werden",
    en: "This page cannot be shown",
  },
  to_agencies: { nl: "Alle organisaties", fr: "Toutes les organisations", de: "Alle Organisationen", en: "All organisations" },
  error_title: { nl: "Er ging iets mis.", fr: "Un problème est survenu.", de: "Etwas ist schiefgegangen.", en: "Something went wrong." },
  error_network: {
    nl: "De dienst is niet bereikbaar. Controleer uw internetverbinding en probeer opnieuw.",
    fr: "Le service n’est pas joignable. Vérifiez votre connexion internet et réessayez.",
    de: "Der Dienst ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut.",
    en: "The service cannot be reached. Check your internet connection and try again.",
  },
  error_busy: {
    nl: "De dienst kan nu niet antwoorden. Probeer het over enkele ogenblikken opnieuw.",
    fr: "Le service ne peut pas répondre pour le moment. Réessayez dans quelques instants.",
    de: "Der Dienst kann gerade nicht antworten. Versuchen Sie es in Kürze erneut.",
    en: "The service cannot answer right now. Try again in a moment.",
  },
  error_too_long: {
    nl: "Uw vraag is te lang. Stel ze korter.",
    fr: "Votre question est trop longue. Raccourcissez-la.",
    de: "Ihre Frage ist zu lang. Kürzen Sie sie.",
    en: "Your question is too long. Please shorten it.",
  },
  error_unknown_tenant: {
    nl: "Deze organisatie bestaat hier niet.",
    fr: "Cette organisation n’existe pas ici.",
    de: "Diese Organisation gibt es hier nicht.",
    en: "This organisation does not exist here.",
  },
  error_internal: {
    nl: "Door een technische fout kon uw vraag niet beantwoord worden. Probeer het later opnieuw.",
    fr: "Une erreur technique a empêché de répondre. Réessayez plus tard.",
    de: "Wegen eines technischen Fehlers konnte Ihre Frage nicht beantwortet werden. Versuchen Sie es später erneut.",
    en: "Because of a technical error your question could not be answered. Try again later.",
  },
  error_reference: { nl: "Referentie: {id}", fr: "Référence : {id}", de: "Referenz: {id}", en: "Reference: {id}" },
  footer: {
    nl: "Vraagbaak antwoordt alleen met wat in de documenten van de organisatie staat. Geen antwoord gevonden? Bel gratis 1700.",
    fr: "Vraagbaak ne répond qu’avec ce que disent les documents de l’organisation. Pas de réponse ? Appelez gratuitement le 1700.",
    de: "Vraagbaak antwortet nur mit dem, was in den Dokumenten der Organisation steht. Keine Antwort? Rufen Sie kostenlos 1700 an.",
    en: "Vraagbaak only answers with what the organisation’s documents say. No answer? Call 1700 free of charge.",
  },
};

let current = "nl";

/** Choose the language of the page. */
export function setLanguage(language) {
  current = language;
}

export function language() {
  return current;
}

/** A text in the page's language, its {places} filled in. */
export function t(key, places = {}) {
  return TEXTS[key][current].replace(/\{(\w+)\}/g, (_, name) => String(places[name]));
}

/** The page's language out of texts by language; else Dutch; else the first: [text, language]. */
export function pick(texts) {
  const found = [current, "nl", ...Object.keys(texts)].find((code) => texts[code]);
  return [texts[found], found];
}

/** A date as people write it. */
export function date(iso) {
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(`${current}-BE`, options).format(new Date(`${iso}T00:00:00Z`));
}
