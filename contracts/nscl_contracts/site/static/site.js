// Narrows the list of events to what was typed; without it the list is simply complete.
"use strict";

const form = document.querySelector("form.search");

function plain(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
}

function narrow(words) {
  let shown = 0;
  for (const group of document.querySelectorAll(".group")) {
    let here = 0;
    for (const item of group.querySelectorAll(".events > li")) {
      const text = plain(item.textContent);
      item.hidden = !words.every((word) => text.includes(word));
      here += item.hidden ? 0 : 1;
    }
    group.hidden = here === 0;
    shown += here;
  }
  document.getElementById("none").hidden = shown > 0;
}

if (form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    narrow(plain(event.target.value).split(/\s+/).filter(Boolean));
  });
}
