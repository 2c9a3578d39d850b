"use strict";
(function () {
  const one = (selector, root) => (root || document).querySelector(selector);
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const bar = one("#filters");
  if (!bar) return;
  bar.hidden = false;
  const search = one("#search");
  const fields = all("select[data-filter]", bar);
  const items = all("[data-item]").map((node) => ({ node, text: null }));
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");

  function matches(item, wanted, words) {
    const data = item.node.dataset;
    for (const [name, value] of wanted) {
      if (name in data && !data[name].split(" ").includes(value)) return false;
    }
    if (!words.length) return true;
    if (item.text === null) item.text = fold(item.node.textContent);
    return words.every((word) => item.text.includes(word));
  }

  function apply() {
    const wanted = fields.filter((field) => field.value).map((field) => [field.dataset.filter, field.value]);
    const words = fold(search.value.trim()).split(/\s+/).filter(Boolean);
    for (const item of items) item.node.hidden = !matches(item, wanted, words);
    for (const group of all("[data-group]").reverse()) {
      group.hidden = (wanted.length > 0 || words.length > 0) && !all("[data-item]", group).some((node) => !node.hidden);
    }
    for (const count of all("[data-count]")) {
      const section = document.getElementById(count.dataset.count);
      const listed = all("[data-item]", section);
      const shown = listed.filter((node) => !node.hidden).length;
      count.textContent = shown === listed.length ? String(listed.length) : shown + " / " + listed.length;
    }
  }

  let waiting = 0;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  fields.forEach((field) => field.addEventListener("change", apply));
  one("#reset").addEventListener("click", () => { search.value = ""; fields.forEach((field) => { field.value = ""; }); apply(); search.focus(); });
  one("#unfold").addEventListener("click", (event) => {
    const open = event.currentTarget.getAttribute("aria-pressed") !== "true";
    event.currentTarget.setAttribute("aria-pressed", String(open));
    all("details").forEach((node) => { if (!node.closest("[hidden]")) node.open = open; });
  });
  one("#theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); search.select(); }
    if (event.key === "Escape" && event.target === search) { search.value = ""; apply(); search.blur(); }
  });
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.hidden || target.closest("[hidden]")) { one("#reset").click(); }
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", () => all("details").forEach((node) => { node.dataset.was = node.open; node.open = true; }));
  window.addEventListener("afterprint", () => all("details").forEach((node) => { node.open = node.dataset.was === "true"; }));
  apply();
  reveal();
})();
