// Keys that work on every page: "/" goes to the search. Links and fields keep their own keys.
"use strict";

export function typing(event) {
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
