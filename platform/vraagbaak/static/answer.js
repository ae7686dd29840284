// One question and its answer, built up as verified sentences come.

import { el, langOf, webAddress } from "/static/dom.js";
import { openSource } from "/static/source.js";
import { pick, t } from "/static/texts.js";

export class Exchange {
  constructor(tenant, question) {
    this.tenant = tenant;
    this.sources = new Map();
    this.block = null;
    this.title = el("h2", { class: "asked", tabindex: "-1" }, el("span", { class: "unseen", "data-text": "you_asked" }, t("you_asked")), " ", question);
    this.heading = el("h3", { class: "reply-title", "data-text": "reply" }, t("reply"));
    this.text = el("div", { class: "text" });
    this.reply = el("div", { class: "reply", hidden: true }, this.heading, this.text);
    this.element = el("article", { class: "exchange" }, this.title, this.reply);
  }

  /** Add a sentence with the numbers of its sources. */
  add(sentence) {
    this.reply.hidden = false;
    const quotes = sentence.citations.map((citation) => citation.quote);
    const verbatim = quotes.some((quote) => quote.includes(sentence.text) || sentence.text.includes(quote));
    const lang = verbatim ? langOf(sentence.citations[0].language) : undefined;
    const place = this.placeFor(sentence.separator);
    const [start, end] = lastWord(sentence.text);
    place.append(el("span", { class: "said", lang }, start, el("span", { class: "keep" }, end, ...this.marks(sentence))));
  }

  /** Finish with the whole answer. */
  finish(answer) {
    this.reply.hidden = false;
    if (!answer.sentences.length) this.refuse(answer);
    if (answer.notice) this.reply.append(el("p", { class: "box", lang: langOf(answer.language) }, answer.notice));
    this.listSources();
  }

  /** The reader stopped it. */
  stop() {
    this.reply.hidden = false;
    this.reply.append(el("p", { class: "box box-warning", "data-text": "stopped" }, t("stopped")));
    this.listSources();
  }

  /** It failed; `retry` asks again. */
  fail(message, reference, retry) {
    this.reply.hidden = false;
    const title = el("strong", {}, t("error_title"));
    const named = reference ? [el("br"), el("small", {}, t("error_reference", { id: reference }))] : [];
    this.reply.append(
      el("div", { class: "box box-error", role: "alert" }, title, " ", message, ...named),
      el("p", {}, el("button", { type: "button", class: "button button-quiet", "data-text": "retry", click: retry }, t("retry"))),
    );
  }

  /** The paragraph or list item that the next sentence belongs in. */
  placeFor(separator) {
    const marker = separator.trim();
    if (separator.includes("\n") && marker) {
      const name = /^\d/.test(marker) ? "ol" : "ul";
      if (this.block?.localName !== name) {
        this.block = el(name, { start: name === "ol" ? parseInt(marker, 10) : undefined });
        this.text.append(this.block);
      }
      const item = el("li");
      this.block.append(item);
      return item;
    }
    if (this.block?.localName !== "p" || separator.includes("\n")) {
      this.block = el("p");
      this.text.append(this.block);
    } else {
      this.block.append(" ");
    }
    return this.block;
  }

  marks(sentence) {
    const byPassage = new Map();
    for (const citation of sentence.citations) {
      byPassage.set(citation.passage_id, [...(byPassage.get(citation.passage_id) ?? []), citation]);
    }
    return [...byPassage.values()].map((citations) => this.mark(citations));
  }

  mark(citations) {
    const source = this.source(citations[0]);
    source.citations.push(...citations);
    const label = t("source_n", { n: source.number, title: placed(citations[0]) });
    return this.opener("cite", citations, label, String(source.number));
  }

  source(citation) {
    const known = this.sources.get(citation.passage_id);
    if (known) return known;
    const source = { number: this.sources.size + 1, citations: [] };
    this.sources.set(citation.passage_id, source);
    return source;
  }

  opener(kind, citations, label, ...children) {
    const button = el("button", { type: "button", class: kind, "aria-label": label, "aria-haspopup": "dialog", "aria-expanded": "false" }, ...children);
    button.addEventListener("click", () => openSource(this.tenant.slug, citations, button));
    return button;
  }

  listSources() {
    if (!this.sources.size) return;
    const items = [...this.sources.values()].map(({ number, citations }) => {
      const first = citations[0];
      const lang = langOf(first.language);
      const place = [first.heading, first.page && t("page_n", { n: first.page })].filter(Boolean).join(", ");
      const words = el("span", { lang }, el("span", { class: "source-title" }, first.title), el("span", { class: "source-place" }, place));
      const button = this.opener("source-button", citations, undefined, el("span", { class: "source-number" }, String(number)), words);
      return el("li", {}, button);
    });
    this.reply.append(
      el("div", { class: "sources" }, el("h3", { "data-text": "sources" }, t("sources")), el("ol", {}, ...items)),
    );
  }

  refuse(answer) {
    const wayOn = answer.nearest.length > 0 || answer.contact;
    if (answer.status !== "blocked") {
      this.heading.dataset.text = "no_reply";
      this.heading.textContent = t("no_reply");
    }
    const paragraphs = answer.answer.split("\n\n").filter((text) => !wayOn || !saysAgain(text, answer));
    this.text.lang = langOf(answer.language) ?? "";
    this.text.replaceChildren(...paragraphs.map((text) => el("p", {}, text)));
    if (answer.nearest.length) this.reply.append(nearest(answer.nearest));
    if (answer.contact) this.reply.append(this.contact(answer.contact));
  }

  contact({ name, phone, email, url, hours }) {
    const line = (key, href, text) => el("li", {}, el("span", {}, `${t(key)}:`), el("a", { href }, text));
    const items = [];
    if (phone) items.push(line("phone", `tel:${phone.replace(/[^\d+]/g, "")}`, phone));
    if (hours) items.push(el("li", { class: "hours" }, hours));
    if (email) items.push(line("email", `mailto:${email}`, email));
    if (webAddress(url)) items.push(line("website", url, url.replace(/^https?:\/\//, "")));
    const handover = this.tenant.handover;
    if (handover && webAddress(handover.url)) {
      const [label, lang] = pick(handover.label);
      items.push(el("li", {}, el("a", { href: handover.url, lang: langOf(lang) }, label)));
    }
    return el("div", { class: "contact" }, el("h3", {}, t("contact", { name })), el("ul", {}, ...items));
  }
}

/** The text in two: its last word stays on one line with the numbers that follow it. */
function lastWord(text) {
  const at = text.search(/(€ )?\S+$/);
  return text.length - at > 20 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}

/** Whether a paragraph of the refusal only repeats what is shown as a list below it. */
function saysAgain(text, { nearest: documents, contact }) {
  const titles = documents.length > 0 && documents.every(({ title }) => text.includes(title));
  return titles || Boolean(contact && text.includes(contact.name) && [contact.phone, contact.email, contact.url].some((way) => way && text.includes(way)));
}

function nearest(documents) {
  const items = documents.map(({ title, uri }) => {
    const href = webAddress(uri);
    const link = href && el("a", { href, target: "_blank", rel: "noopener noreferrer" }, title, " ", el("span", { class: "unseen" }, t("new_tab")));
    return el("li", {}, link || title);
  });
  return el("div", {}, el("h3", { "data-text": "nearest" }, t("nearest")), el("ul", { class: "near" }, ...items));
}

function placed({ title, page }) {
  return page ? `${title}, ${t("page_n", { n: page })}` : title;
}
