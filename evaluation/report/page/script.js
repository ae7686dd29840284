"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("filter");

  function reveal() {
    const target = location.hash.length > 1 ? byId(location.hash.slice(1)) : null;
    if (!target) return;
    for (let node = target; node; node = node.parentElement) {
      if (node.matches("details")) node.open = true;
      if (node.matches(".question")) node.hidden = false;
    }
    target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);
  reveal();

  let opened = [];
  addEventListener("beforeprint", () => {
    const closed = document.querySelectorAll("details.question:not([open]):not([hidden]), details.data:not([open]), details.changed:not([open])");
    opened = [...closed];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });

  if (!form) return;
  const questions = [...document.querySelectorAll(".question")];
  const words = new Map();
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function textOf(question) {
    if (!words.has(question)) {
      const parts = question.querySelectorAll(".question-text, .answer, .id");
      words.set(question, fold([...parts].map((part) => part.textContent).join(" ")));
    }
    return words.get(question);
  }

  function fits(question, wanted) {
    const { kind, status, flags } = question.dataset;
    return (!wanted.kind || kind === wanted.kind)
      && (!wanted.status || status === wanted.status)
      && (!wanted.flag || flags.split(" ").includes(wanted.flag))
      && wanted.terms.every((term) => textOf(question).includes(term));
  }

  function filter() {
    const wanted = {
      kind: byId("filter-kind").value,
      status: byId("filter-status").value,
      flag: byId("filter-flag").value,
      terms: fold(byId("filter-text").value).split(/\s+/).filter(Boolean),
    };
    let shown = 0;
    for (const question of questions) {
      question.hidden = !fits(question, wanted);
      shown += question.hidden ? 0 : 1;
    }
    const all = questions.length;
    const noun = all === 1 ? "question" : "questions";
    byId("filter-count").textContent = shown === all ? `${all} ${noun}` : `${shown} of ${all} ${noun}`;
    byId("filter-none").hidden = shown > 0;
  }

  function setAll(open) {
    for (const question of questions) if (!question.hidden) question.open = open;
  }

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("open-all").addEventListener("click", () => setAll(true));
  byId("close-all").addEventListener("click", () => setAll(false));
  form.hidden = false;
  filter();
})();
