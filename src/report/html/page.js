"use strict";
(() => {
  const form = document.getElementById("filter");
  const facts = [...document.querySelectorAll(".fact")];
  const groups = [...document.querySelectorAll(".group")];
  const words = new Map();
  const text = (fact) => {
    if (!words.has(fact)) words.set(fact, fact.textContent.toLowerCase());
    return words.get(fact);
  };
  const has = (list, name) => !name || (list || "").split(" ").includes(name);

  const filter = () => {
    const { outlet, kind, verdict, text: input, shown } = form.elements;
    const wanted = input.value.trim().toLowerCase();
    let number = 0;
    for (const fact of facts) {
      const fits = has(fact.dataset.outlets, outlet.value) && has(fact.dataset.kinds, kind.value)
        && has(fact.dataset.verdict, verdict.value) && (!wanted || text(fact).includes(wanted));
      fact.hidden = !fits;
      number += fits ? 1 : 0;
    }
    for (const group of groups) {
      const own = [...group.querySelectorAll(".fact")];
      group.hidden = own.length > 0 && own.every((fact) => fact.hidden);
    }
    shown.value = number === facts.length ? `${number} facts` : `${number} of ${facts.length} facts`;
  };

  /* What a link leads to is unfolded and shown, whatever the filters say. */
  const land = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const fact = target.closest(".fact");
    if (fact && fact.hidden) { form.reset(); filter(); }
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
    if (fact) fact.focus({ preventScroll: true });
  };

  const step = (by) => {
    const seen = facts.filter((fact) => !fact.hidden);
    const at = seen.indexOf(document.activeElement && document.activeElement.closest(".fact"));
    const next = seen[at < 0 ? (by > 0 ? 0 : seen.length - 1) : Math.min(Math.max(at + by, 0), seen.length - 1)];
    if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "start" }); }
  };

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("hashchange", land);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { form.reset(); if (document.activeElement) document.activeElement.blur(); return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "/") { event.preventDefault(); form.elements.text.focus(); }
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  filter();
  land();
})();
