// Keys: "/" goes to the search on every page; the review queue has its own. A key does what a link or a
// field on the page does; nothing works by keys alone.
"use strict";

function typing(event) {
  const at = event.target;
  return event.ctrlKey || event.metaKey || event.altKey || at.isContentEditable ||
    ["INPUT", "TEXTAREA", "SELECT"].includes(at.tagName);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || typing(event)) return;
  const find = document.getElementById("find");
  if (find) {
    event.preventDefault();
    find.focus();
    find.select();
  }
});

// On a narrow screen the row of pages is longer than the screen: the page that this is comes into view.
const here = document.querySelector(".top nav [aria-current]");
if (here) here.parentElement.parentElement.scrollLeft = here.offsetLeft - (innerWidth - here.offsetWidth) / 2;

// The review queue
const cards = [...document.querySelectorAll(".doubt-card")];
let current = 0;

function go(to) {
  if (!cards.length) return;
  current = Math.max(0, Math.min(cards.length - 1, to));
  for (const card of cards) card.classList.toggle("current", card === cards[current]);
  cards[current].scrollIntoView({ block: "nearest" });
}

function follow(selector, inside = document) {
  const link = inside.querySelector(selector);
  if (link) link.click();
}

if (cards.length || document.querySelector("[data-undo]")) document.addEventListener("keydown", (event) => {
  if (typing(event)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const card = cards[current];
  const keys = {
    j: () => (current + 1 < cards.length ? go(current + 1) : follow("a[rel=next]")),
    k: () => go(current - 1),
    e: () => card && card.querySelector("[data-field]") && card.querySelector("[data-field]").focus(),
    o: () => card && follow("a", card),
    s: () => follow("a[rel=next]"),
    u: () => follow(document.querySelector("[data-undo]") ? "[data-undo]" : 'nav a[href$="/judgements"]'),
  };
  const button = /^[yn1-9]$/.test(event.key) && card && card.querySelector(`[data-key="${event.key}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  } else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

go(0);

// The day slider of the matrix: the field beside it does the same without this script.
const slider = document.querySelector("[data-slider]");
if (slider) {
  const field = document.getElementById("as_of");
  const range = slider.querySelector("input");
  const day = 86400000;
  const first = Date.parse(slider.dataset.first);
  const iso = (number) => new Date(first + number * day).toISOString().slice(0, 10);
  range.min = 0;
  range.max = Math.round((Date.parse(slider.dataset.last) - first) / day);
  range.value = field.value ? Math.round((Date.parse(field.value) - first) / day) : range.max;
  const told = () => range.setAttribute("aria-valuetext", iso(Number(range.value)));
  told();
  range.addEventListener("input", () => {
    field.value = iso(Number(range.value));
    told();
  });
  range.addEventListener("change", () => field.form.requestSubmit());
  slider.hidden = false;
}

// A what-if is asked again at once when a box is ticked; the button does the same without this script.
for (const form of document.querySelectorAll("form[data-at-once]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
