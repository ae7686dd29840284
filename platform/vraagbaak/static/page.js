// The page: choose an agency, ask, read. State is in the address, so links and "back" work.

import { Exchange } from "/static/answer.js";
import { ask, ServiceError, tenant as fetchTenant, tenants as fetchTenants } from "/static/api.js";
import { $, el, langOf } from "/static/dom.js";
import { language, LANGUAGE_NAMES, LANGUAGES, pick, setLanguage, t } from "/static/texts.js";

const MAX_TURNS = 10;
const VIEWS = ["agencies", "chat", "failure"];
const ERRORS = {
  network: "error_network",
  index_unavailable: "error_busy",
  model_unavailable: "error_busy",
  too_many_answers: "error_busy",
  request_too_large: "error_too_long",
  invalid_request: "error_too_long",
  unknown_tenant: "error_unknown_tenant",
};

let agency = null;
let turns = [];
let running = null;

/* Language */

function given() {
  return new URLSearchParams(location.search).get("lang");
}

function preferred() {
  const wished = [given(), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wished.find((code) => LANGUAGES.includes(code)) ?? "nl";
}

function address({ tenant = agency?.slug, lang = given() } = {}) {
  const query = new URLSearchParams(Object.entries({ tenant, lang }).filter(([, value]) => value));
  return query.size ? `/?${query}` : "/";
}

function translate() {
  setLanguage(preferred());
  document.documentElement.lang = language();
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
  $("home").href = address({ tenant: null });
  $("back").href = address({ tenant: null });
  $("languages").replaceChildren(...LANGUAGES.map(languageLink));
}

function languageLink(code) {
  const current = code === language();
  const link = el("a", { href: address({ lang: code }), lang: code, hreflang: code, "aria-current": current && "true" },
    el("span", { "aria-hidden": "true" }, code.toUpperCase()), el("span", { class: "unseen" }, LANGUAGE_NAMES[code]));
  link.addEventListener("click", (event) => {
    if (!isPlain(event)) return;
    event.preventDefault();
    history.replaceState(null, "", link.href);
    translate();
    describe();
    document.querySelector("#languages [aria-current]").focus();
  });
  return el("li", {}, link);
}

/* Views */

function show(view, { focus } = {}) {
  for (const name of VIEWS) $(name).hidden = name !== view;
  if (focus) $(view).querySelector("h1").focus();
}

function isPlain(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

async function route({ focus = false } = {}) {
  stop();
  const slug = new URLSearchParams(location.search).get("tenant");
  try {
    if (slug) await openChat(slug, focus);
    else await openAgencies(focus);
  } catch (error) {
    agency = null;
    $("failure-text").textContent = errorText(error);
    describe();
    show("failure", { focus: true });
  }
}

async function openAgencies(focus) {
  agency = null;
  agencies = await fetchTenants();
  describe();
  show("agencies", { focus });
}

let agencies = [];

async function openChat(slug, focus) {
  agency = await fetchTenant(slug);
  renew();
  describe();
  show("chat", { focus });
}

/** Everything that is written in the page's language and not by `translate`. */
function describe() {
  translate();
  document.title = agency ? `${pick(agency.name)[0]} – Vraagbaak` : "Vraagbaak";
  $("agency-list").replaceChildren(...agencies.map(card));
  if (!agency && !agencies.length) $("agency-list").replaceChildren(el("li", {}, t("no_agencies")));
  if (!agency) return;
  say($("chat-title"), agency.name);
  $("chat-description").hidden = !agency.description;
  if (agency.description) say($("chat-description"), agency.description);
  $("demo").hidden = !agency.demo;
  $("question-label").textContent = t(turns.length ? "follow_up" : "question");
  const questions = pick(agency.example_questions)[0] ?? [];
  const lang = langOf(pick(agency.example_questions)[1]);
  $("example-list").replaceChildren(...questions.map((question) =>
    el("li", {}, el("button", { type: "button", class: "example", lang, click: () => answer(question) }, question))));
  $("examples").hidden = !questions.length || Boolean($("conversation").children.length);
}

function say(element, texts) {
  const [text, code] = pick(texts);
  element.textContent = text;
  element.lang = langOf(code) ?? "";
  if (!element.lang) element.removeAttribute("lang");
}

function card(item) {
  const [name, lang] = pick(item.name);
  const link = el("a", { href: address({ tenant: item.slug }), lang: langOf(lang) }, name);
  link.addEventListener("click", (event) => follow(event, link));
  const text = item.description ? pick(item.description) : ["", undefined];
  return el("li", { class: "card" }, el("h2", {}, link), el("p", { lang: langOf(text[1]) }, text[0]),
    item.demo ? el("span", { class: "tag" }, t("demo_tag")) : null);
}

function follow(event, link) {
  if (!isPlain(event)) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  scrollTo(0, 0);
  route({ focus: true });
}

/* Asking */

function renew() {
  stop();
  turns = [];
  $("conversation").replaceChildren();
  $("status").textContent = "";
  $("again").hidden = true;
  complain("");
}

function complain(text) {
  $("question-error").hidden = !text;
  $("question-error").textContent = text;
  if (text) $("question").setAttribute("aria-invalid", "true");
  else $("question").removeAttribute("aria-invalid");
}

function submit(event) {
  event?.preventDefault();
  if (running) return;
  const question = $("question").value.trim();
  complain(question ? "" : t("question_empty"));
  if (!question) {
    $("question").focus();
    return;
  }
  $("question").value = "";
  answer(question);
}

async function answer(question) {
  if (running) return;
  const mine = new AbortController();
  running = mine;
  const exchange = new Exchange(agency, question);
  $("conversation").append(exchange.element);
  $("examples").hidden = true;
  busy(true);
  status(t("sent"));
  exchange.title.focus({ preventScroll: true });
  exchange.element.scrollIntoView({ block: "start" });
  try {
    await read(exchange, question, mine.signal);
  } catch (error) {
    if (mine.signal.aborted) exchange.stop();
    else fail(exchange, question, error);
  }
  // Another conversation may have begun in the meantime.
  if (running !== mine) return;
  running = null;
  busy(false);
}

async function read(exchange, question, signal) {
  const body = { question, history: turns.slice(-MAX_TURNS), language: given() ? language() : null };
  for await (const { event, data } of ask(agency.slug, body, signal, () => status(t("reconnecting")))) {
    if (event === "status") status(data.text);
    if (event === "sentence") exchange.add(data);
    if (event === "error") throw new ServiceError(data.error.code, data.error.request_id);
    if (event === "done") {
      exchange.finish(data);
      // A question that was not read, for instance because it was too long, is no history.
      if (data.status !== "blocked") turns.push({ role: "user", content: question }, { role: "assistant", content: data.answer });
      const answered = data.sentences.length > 0;
      status(answered ? t("done", { sources: exchange.sources.size }) : t("done_refused"), false);
    }
  }
  if (signal.aborted) throw new DOMException("stopped", "AbortError");
}

function fail(exchange, question, error) {
  status("", false);
  exchange.fail(errorText(error), error.requestId, () => {
    exchange.element.remove();
    answer(question);
  });
}

function errorText(error) {
  return t(ERRORS[error.code] ?? "error_internal");
}

function stop() {
  if (!running) return;
  running.abort();
  status(t("stopped"), false);
}

function busy(is) {
  $("stop").hidden = !is;
  $("ask").setAttribute("aria-disabled", String(is));
  $("again").hidden = is || !$("conversation").children.length;
  if (!is) {
    $("status").classList.remove("busy");
    $("question-label").textContent = t(turns.length ? "follow_up" : "question");
  }
}

function status(text, working = true) {
  $("status").classList.toggle("busy", working);
  if ($("status").textContent !== text) $("status").textContent = text;
}

/* Start */

$("form").addEventListener("submit", submit);
$("question").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
});
$("stop").addEventListener("click", () => {
  stop();
  $("question").focus();
});
$("again").addEventListener("click", () => {
  renew();
  describe();
  $("chat-title").focus();
  scrollTo(0, 0);
});
for (const id of ["home", "back"]) $(id).addEventListener("click", (event) => follow(event, $(id)));
addEventListener("popstate", () => route({ focus: true }));

translate();
route();
