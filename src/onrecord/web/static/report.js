// Finds the words that an address points to: #c120-188 are code points 120 to 188 of the report's text.
"use strict";

function place(pieces, offset, isEnd) {
  // The last piece that begins at or before the offset; at an end, before it.
  let found = null;
  for (const piece of pieces) {
    const start = Number(piece.dataset.at);
    if (isEnd ? start < offset : start <= offset) found = piece;
    else break;
  }
  if (!found) return null;
  const points = Array.from(found.textContent);
  const inside = Math.min(offset - Number(found.dataset.at), points.length);
  return { node: found.firstChild, at: points.slice(0, inside).join("").length };
}

function point() {
  if (CSS.highlights) CSS.highlights.delete("pointed");
  for (const old of document.querySelectorAll("aside .pointed")) old.classList.remove("pointed");
  const match = /^#c(\d+)-(\d+)$/.exec(location.hash);
  if (!match) return;
  const pieces = document.querySelectorAll(".text [data-at]");
  const first = place(pieces, Number(match[1]), false);
  const last = place(pieces, Number(match[2]), true);
  if (!first || !last || Number(match[1]) >= Number(match[2])) return;
  const range = document.createRange();
  range.setStart(first.node, first.at);
  range.setEnd(last.node, last.at);
  if (CSS.highlights) CSS.highlights.set("pointed", new Highlight(range));
  first.node.parentElement.scrollIntoView({ block: "center" });
  const marked = document.getElementById(location.hash.slice(1));
  const record = marked && marked.dataset.record;
  const note = record && document.querySelector(`aside [data-for="${CSS.escape(record)}"]`);
  if (note) note.classList.add("pointed");
}

addEventListener("hashchange", point);
point();
