// The source panel: a cited passage with the quoted words marked.

import { passage as fetchPassage } from "/static/api.js";
import { $, el, langOf, webAddress } from "/static/dom.js";
import { date, LANGUAGE_NAMES, t } from "/static/texts.js";

const dialog = $("source");
let opener = null;

$("source-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
dialog.addEventListener("close", () => {
  opener?.setAttribute("aria-expanded", "false");
  opener?.focus();
  opener = null;
});

/** Show what these citations, all of one passage, quote. */
export async function openSource(slug, citations, button) {
  const first = citations[0];
  opener = button;
  button.setAttribute("aria-expanded", "true");
  describe(first);
  const text = $("source-text");
  text.replaceChildren(t("loading"));
  text.removeAttribute("lang");
  dialog.showModal();
  $("source-title").focus();
  try {
    show(text, await fetchPassage(slug, first.passage_id), citations);
  } catch {
    const quotes = citations.map((citation) => el("mark", { lang: langOf(citation.language) }, citation.quote));
    text.replaceChildren(t("source_failed"), "\n\n", ...quotes);
  }
}

function describe(citation) {
  const title = $("source-title");
  title.textContent = citation.title;
  title.lang = citation.language ?? "";
  const facts = [
    ["heading", citation.heading, citation.language],
    ["page", citation.page],
    ["valid", validity(citation)],
    ["document_language", langOf(citation.language) && LANGUAGE_NAMES[citation.language]],
  ];
  $("source-facts").replaceChildren(
    ...facts.filter(([, value]) => value).flatMap(([key, value, language]) => [
      el("dt", {}, t(key)),
      el("dd", { lang: langOf(language) }, String(value)),
    ]),
  );
  $("source-validity").hidden = isValid(citation);
  $("source-validity").textContent = t("not_valid");
  const address = webAddress(citation.uri);
  $("source-link-line").hidden = !address;
  if (address) $("source-link").href = address;
  $("source-link").textContent = t("open_document");
}

function show(place, passage, citations) {
  const whole = passage.before + passage.text + passage.after;
  const shift = passage.before.length - passage.start;
  const spans = merged(citations.map(({ start, end }) => [start + shift, end + shift]));
  const pieces = passage.start > passage.before.length ? [el("span", { class: "around" }, "… ")] : [];
  let at = 0;
  for (const [start, end] of spans) {
    pieces.push(...around(whole, at, start, passage));
    pieces.push(quoted(whole.slice(start, end)));
    at = end;
  }
  pieces.push(...around(whole, at, whole.length, passage));
  if (passage.after && !/[.!?]\s*$/.test(passage.after)) pieces.push(el("span", { class: "around" }, " …"));
  place.lang = passage.language ?? "";
  place.replaceChildren(...pieces);
  const body = place.parentElement;
  const mark = place.querySelector("mark");
  const below = mark ? mark.getBoundingClientRect().bottom - body.getBoundingClientRect().bottom : 0;
  if (below > 0) body.scrollTop += below + body.clientHeight / 2;
}

function quoted(words) {
  const lang = document.documentElement.lang;
  const edge = (key) => el("span", { class: "unseen", lang }, ` [${t(key)}] `);
  return el("mark", {}, edge("quoted_start"), words, edge("quoted_end"));
}

/** A piece of text, in soft ink where it stands outside the passage. */
function around(whole, from, to, passage) {
  const inner = [passage.before.length, passage.before.length + passage.text.length];
  const cuts = [from, ...inner.filter((cut) => cut > from && cut < to), to];
  return cuts.slice(1).map((end, number) => {
    const start = cuts[number];
    const outside = end <= inner[0] || start >= inner[1];
    return outside ? el("span", { class: "around" }, whole.slice(start, end)) : whole.slice(start, end);
  });
}

function merged(spans) {
  const sorted = [...spans].sort((one, other) => one[0] - other[0]);
  return sorted.reduce((done, [start, end]) => {
    const last = done.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else done.push([start, end]);
    return done;
  }, []);
}

function validity({ valid_from: from, valid_until: until }) {
  if (from && until) return t("valid_both", { from: date(from), until: date(until) });
  if (from) return t("valid_from", { from: date(from) });
  return until ? t("valid_until", { until: date(until) }) : "";
}

function isValid({ valid_from: from, valid_until: until }) {
  const today = new Date().toISOString().slice(0, 10);
  return (!from || from <= today) && (!until || until >= today);
}
