// Suggestions below a search box, as the pattern «editable combobox with list autocomplete» says (ARIA 1.2).
// Without this script the box is a plain field, and the form searches.
(() => {
  "use strict";

  const PAUSE = 150;
  const FEWEST = 2;
  const boxes = "input[data-completions]";
  const kept = new Map();

  const options = (list) => [...list.querySelectorAll("[role=option]")];
  const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));

  const made = (tag, attributes) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  const dress = (input) => {
    if (input.getAttribute("role") === "combobox") return;
    const id = `${input.id}-forslag`;
    input.type = "text"; // a search field may not be a combobox
    const facts = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries({ ...facts, enterkeyhint: "search" })) input.setAttribute(name, value);
    const list = made("div", { id, role: "listbox", class: "completions", "aria-label": input.dataset.completionsLabel });
    list.hidden = true;
    input.after(list, made("p", { class: "sr-only", "aria-live": "polite" }));
  };

  const mark = (input, option) => {
    for (const each of options(listOf(input))) each.setAttribute("aria-selected", String(each === option));
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const close = (input) => {
    listOf(input).hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(input, null);
  };

  const show = (input, html) => {
    const list = listOf(input);
    list.innerHTML = html; // a part rendered and escaped by our own server
    const said = list.querySelector("[data-said]");
    list.nextElementSibling.textContent = said.textContent;
    said.remove();
    const any = options(list).length > 0;
    list.hidden = !any;
    input.setAttribute("aria-expanded", String(any));
    mark(input, null);
  };

  const fetched = async (address, signal) => {
    if (!kept.has(address)) {
      const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
      if (!answer.ok) return null;
      kept.set(address, await answer.text());
    }
    return kept.get(address);
  };

  let waiting = 0;
  let asking = new AbortController();

  const ask = async (input) => {
    const typed = input.value.trim();
    asking.abort();
    if (typed.length < FEWEST) {
      close(input);
      return;
    }
    asking = new AbortController();
    try {
      const html = await fetched(`${input.dataset.completions}?q=${encodeURIComponent(typed)}`, asking.signal);
      if (html !== null && document.activeElement === input) show(input, html);
    } catch (problem) {
      if (problem.name !== "AbortError") close(input);
    }
  };

  const choose = (input, option) => {
    input.value = option.textContent;
    close(input);
    input.form.requestSubmit();
  };

  const step = (input, by) => {
    const all = options(listOf(input));
    const places = all.length + 1; // the last place is the field itself
    const now = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const at = now < 0 ? all.length : now;
    mark(input, all[(at + by + places) % places] ?? null);
  };

  const pressed = (event) => {
    const input = event.target;
    if (!input.matches?.(boxes)) return;
    const list = listOf(input);
    if (list.hidden) {
      if (event.key === "ArrowDown") ask(input);
      return;
    }
    const active = list.querySelector("[aria-selected=true]");
    const acts = {
      ArrowDown: () => step(input, 1),
      ArrowUp: () => step(input, -1),
      Escape: () => close(input),
      Enter: active && (() => choose(input, active)),
    };
    if (event.key === "Tab") close(input);
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  };

  const typed = (event) => {
    if (!event.target.matches?.(boxes)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(event.target), PAUSE);
  };

  // The field keeps the focus while the mouse is on the list.
  const held = (event) => {
    if (event.target.closest?.(".completions")) event.preventDefault();
  };

  const clicked = (event) => {
    const option = event.target.closest?.(".completions [role=option]");
    if (option) choose(option.closest(".combo").querySelector(boxes), option);
  };

  const left = (event) => {
    if (event.target.matches?.(boxes)) close(event.target);
  };

  const ready = () => document.querySelectorAll(boxes).forEach(dress);

  document.addEventListener("DOMContentLoaded", ready);
  document.addEventListener("htmx:afterSwap", ready);
  document.addEventListener("input", typed);
  document.addEventListener("keydown", pressed);
  document.addEventListener("mousedown", held);
  document.addEventListener("click", clicked);
  document.addEventListener("focusout", left);
})();
