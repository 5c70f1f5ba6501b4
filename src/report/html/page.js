"use strict";
(() => {
  const form = document.getElementById("filter");
  const all = (of, selector) => [...of.querySelectorAll(selector)];
  const COUNTED = ".fact, .change, .apart";
  const facts = all(document, ".fact");
  const changes = all(document, ".change");
  const items = all(document, `${COUNTED}, .line`);
  const findings = all(document, ".fact:is([data-verdict=contradicted], [data-verdict=disputed], [data-verdict=updated])");
  const silent = changes.filter((change) => change.dataset.verdict === "silent");
  const fields = ["story", "outlet", "kind", "verdict", "text"].map((name) => form.elements[name]).filter(Boolean);
  /* A figure of the page with what it counts, and what it says of the whole. */
  const figure = (at, own) => ({ at, own, whole: at ? at.textContent : "" });
  const groups = all(document, ".group").map((at) => ({
    at, own: all(at, `${COUNTED}, .line`), number: figure(at.querySelector("h2 .number"), all(at, COUNTED)),
  }));
  const chips = all(document, ".counts li").map((li) =>
    figure(li.querySelector("b"), [...facts, ...silent].filter((item) => item.dataset.verdict === li.dataset.verdict)));
  const brief = document.querySelector(".brief");
  const rest = document.querySelector(".rest");
  const first = brief && { lines: [...brief.children], rest: rest.textContent };

  /* "2,300", "2 300" and "2300" are one number. */
  const plain = (words) => words.toLowerCase().replace(/(\d)[,.'’\u00a0\u2009\u202f ](?=\d{3}(?!\d))/g, "$1");
  const words = new Map();
  const text = (item) => {
    if (!words.has(item)) words.set(item, [item.textContent.toLowerCase(), plain(item.textContent)]);
    return words.get(item);
  };
  const has = (list, name) => !name || (list || "").split(" ").includes(name);
  const plural = (number, one) => (number === 1 ? `1 ${one}` : `${number} ${one}s`);
  const some = (seen, of) => (seen === of.length ? plural(seen, of.name) : `${seen} of ${plural(of.length, of.name)}`);

  /* So many of a list, the first of each story before the second of any; what matters more comes first. */
  const ofEachStory = (list, most) => {
    const times = new Map();
    const blocks = new Map();
    const order = list.map((item, at) => {
      const block = `${item.dataset.verdict} ${item.dataset.severity}`;
      const key = `${block} ${item.dataset.story}`;
      if (!blocks.has(block)) blocks.set(block, blocks.size);
      times.set(key, (times.get(key) || 0) + 1);
      return { item, at, block: blocks.get(block), time: times.get(key) };
    });
    order.sort((a, b) => a.block - b.block || a.time - b.time || a.at - b.at);
    return order.slice(0, most).sort((a, b) => a.at - b.at).map(({ item }) => item);
  };

  /* The lines at the top, of what the filters let through. */
  const retell = (active) => {
    if (!brief) return;
    if (!active) { brief.replaceChildren(...first.lines); rest.textContent = first.rest; return; }
    const line = (item) => {
      const li = document.createElement("li");
      const a = document.createElement("a");
      const story = item.querySelector(".story");
      li.className = item.dataset.verdict;
      a.href = `#${item.id}`;
      a.textContent = item.querySelector(".message").textContent;
      if (story) li.append(story.cloneNode(true), " ");
      li.append(a);
      return li;
    };
    const lines = [];
    const more = [];
    for (const [list, most, one] of [[findings, +brief.dataset.findings, "more finding"],
      [silent, +brief.dataset.silent, "more silent change"]]) {
      const seen = list.filter((item) => !item.hidden);
      lines.push(...ofEachStory(seen, most).map(line));
      if (seen.length > most) more.push(`and ${plural(seen.length - most, one)}`);
    }
    brief.replaceChildren(...lines);
    rest.textContent = more.length ? `${more.join(" ")} below` : "";
  };

  const seen = (own) => own.filter((item) => !item.hidden).length;
  const apply = (active, wanted) => {
    const { story, outlet, kind, verdict } = form.elements;
    const number = plain(wanted);
    const says = (item) => !wanted || text(item)[0].includes(wanted) || text(item)[1].includes(number);
    for (const item of items) {
      const of = item.dataset;
      item.hidden = !(has(of.story, story ? story.value : "") && has(of.outlets, outlet.value)
        && has(of.kinds, kind.value) && has(of.verdict, verdict.value) && says(item));
    }
    const tell = ({ at, own, whole }) => { if (at && own.length) at.textContent = active ? `${seen(own)} of ${whole}` : whole; };
    for (const { at, own, number: of } of groups) {
      at.hidden = own.length > 0 && own.every((item) => item.hidden);
      tell(of);
    }
    chips.forEach(tell);
    for (const more of all(document, "details.more")) more.open = active;
    retell(active);
    const nothing = document.getElementById("nothing");
    nothing.hidden = !active || items.some((item) => !item.hidden);
  };

  /* A page that is opened unfiltered stays as it was sent. */
  let filtered = false;
  const filter = () => {
    const wanted = form.elements.text.value.trim().toLowerCase();
    const active = fields.some((field) => field.value.trim());
    if (active || filtered) apply(active, wanted);
    filtered = active;
    const parts = [{ name: "fact", own: facts }];
    if (changes.length) parts.push({ name: "change", own: changes });
    form.elements.shown.value = parts.map(({ name, own }) => some(seen(own), { name, length: own.length })).join(", ");
  };

  /* What the filters are set to, in the address: so a view can be sent. Anchors of facts have no "?". */
  const said = (field) => (field.options ? field.selectedOptions[0].textContent : field.value.trim());
  const keep = () => {
    const state = new URLSearchParams();
    for (const field of fields) if (field.value.trim()) state.set(field.name, said(field));
    const [page, at] = location.href.split("#");
    if (!`${state}` && !(at || "").startsWith("?")) return;
    try { history.replaceState(null, "", `${state}` ? `${page}#?${state}` : page); } catch { /* no address of its own */ }
  };
  const restore = () => {
    const state = new URLSearchParams(location.hash.slice(2));
    for (const field of fields) {
      const wanted = state.get(field.name) || "";
      const option = field.options && [...field.options].find((at) => at.value && at.textContent === wanted);
      field.value = field.options ? (option ? option.value : "") : wanted;
    }
    filter();
  };

  /* What a link leads to is unfolded and shown, whatever the filters say. */
  const land = () => {
    if (location.hash.startsWith("#?")) { restore(); return; }
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const item = target.closest(".fact, .change");
    if (target.closest("[hidden]")) { form.reset(); filter(); }
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
    if (item) item.focus({ preventScroll: true });
  };

  const step = (by) => {
    const seen = facts.filter((fact) => !fact.hidden);
    const at = seen.indexOf(document.activeElement && document.activeElement.closest(".fact"));
    const next = seen[at < 0 ? (by > 0 ? 0 : seen.length - 1) : Math.min(Math.max(at + by, 0), seen.length - 1)];
    if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "start" }); }
  };

  form.hidden = false;
  form.addEventListener("input", () => { filter(); keep(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { filter(); keep(); }));
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
