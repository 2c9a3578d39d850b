"use strict";
(function () {
  const one = (selector, root) => (root || document).querySelector(selector);
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const bar = one("#filters");
  if (!bar) return;
  const search = one("#search");
  const told = one("#told");
  const fields = all("select[data-filter]", bar);
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\u2019/g, "'").replace(/œ/g, "oe").replace(/\s+/g, " ");
  const items = all("[data-item]").map((node) => ({ node, text: null, weight: Number(node.dataset.n || 1) }));
  const groups = all("[data-group]").reverse();
  const lists = all("[data-count]").map((count) => {
    const section = document.getElementById(count.dataset.count);
    const inside = items.filter((item) => section.contains(item.node));
    return { count, section, inside, name: one("h2", section).textContent, total: weigh(inside) };
  });
  const sums = all("[data-sum]").map((count) => {
    const section = count.closest("[data-group]");
    return { count, inside: items.filter((item) => section.contains(item.node)) };
  });

  function weigh(some) {
    return some.reduce((sum, item) => sum + (item.node.hidden ? 0 : item.weight), 0);
  }

  function matches(item, wanted, words) {
    for (const [name, value] of wanted) {
      if (!(item.node.dataset[name] || "").split(" ").includes(value)) return false;
    }
    if (!words.length) return true;
    if (item.text === null) item.text = fold(item.node.textContent);
    return words.every((word) => item.text.includes(word));
  }

  function apply() {
    const wanted = fields.filter((field) => field.value).map((field) => [field.dataset.filter, field.value]);
    const words = fold(search.value).split(" ").filter(Boolean);
    const filtered = wanted.length > 0 || words.length > 0;
    for (const item of items) item.node.hidden = !matches(item, wanted, words);
    for (const group of groups) group.hidden = filtered && !one("[data-item]:not([hidden])", group);
    const parts = [];
    for (const { count, section, inside, name, total } of lists) {
      const shown = weigh(inside);
      count.textContent = shown === total ? String(total) : shown + " / " + total;
      const nothing = one("[data-nothing]", section);
      if (nothing) nothing.hidden = !filtered || shown > 0;
      parts.push(told.dataset.some.replace("{name}", () => name).replace("{n}", shown).replace("{total}", total));
    }
    for (const { count, inside } of sums) count.textContent = String(weigh(inside));
    told.textContent = filtered ? parts.join(" · ") : told.dataset.all;
    document.documentElement.classList.toggle("filtered", filtered);
  }

  function clear() {
    search.value = "";
    for (const field of fields) field.value = "";
    apply();
  }

  // A box that scrolls sideways must be reached by keyboard; one that does not must not stop the reader.
  function reachable() {
    for (const box of all(".scroll, figure")) {
      const scrolls = box.scrollWidth > box.clientWidth + 1;
      if (!scrolls) {
        ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
        continue;
      }
      const heading = one("caption, figcaption", box) || one("figcaption", box.parentElement) || one("h2, h3, h4", box.closest("section"));
      box.tabIndex = 0;
      if (box.tagName !== "FIGURE") box.setAttribute("role", "region");
      if (heading) box.setAttribute("aria-label", heading.textContent);
    }
    const top = one(".bar");
    const stays = getComputedStyle(top).position === "sticky";
    document.documentElement.style.scrollPaddingTop = (stays ? top.offsetHeight : 0) + 8 + "px";
  }

  function reveal() {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (!target) return;
    if (target.closest("[hidden]")) clear();
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    target.scrollIntoView();
  }

  let waiting = 0;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  search.addEventListener("keydown", (event) => { if (event.key === "Escape") { search.value = ""; apply(); } });
  for (const field of fields) field.addEventListener("change", apply);
  one("#reset").addEventListener("click", () => { clear(); search.focus(); });
  one("#unfold").addEventListener("click", (event) => {
    const open = event.currentTarget.getAttribute("aria-pressed") !== "true";
    event.currentTarget.setAttribute("aria-pressed", String(open));
    for (const node of all("main details")) if (!node.closest("[hidden]")) node.open = open;
  });
  one("#theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  // On paper nothing can be unfolded: what explains a finding is opened; its complete steps and the notes only where the reader had opened them.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = all("main details:not([open]):not(.steps):not(.more)");
    for (const node of opened) node.open = true;
  });
  window.addEventListener("afterprint", () => { for (const node of opened) node.open = false; });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("resize", reachable);
  bar.hidden = false;
  apply();
  reachable();
  reveal();
})();
