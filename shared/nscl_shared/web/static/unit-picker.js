// Fills the list of a commune picker while somebody types or changes the day.
// Without this file the button beside the box does the same by a round trip.
"use strict";

const WAIT_MS = 200;

function fill(select, units) {
  const chosen = select.selectedOptions[0];
  const kept = chosen && chosen.value ? [{ code: chosen.value, written: chosen.textContent }] : [];
  const found = units.filter((unit) => !kept.some((one) => one.code === unit.code));
  const options = [...kept, ...found].map((unit) => new Option(unit.written, unit.code));
  select.replaceChildren(select.options[0], ...options);
  if (kept.length) select.value = kept[0].code;
}

function picker(field) {
  const box = document.getElementById(`${field.dataset.name}_q`);
  const select = document.getElementById(field.dataset.name);
  const day = document.getElementById(field.dataset.day);
  let timer;
  let asked = 0;

  async function look(forget) {
    const query = new URLSearchParams({ q: box.value.trim() });
    if (day && day.value) query.set("on", day.value);
    const turn = ++asked;
    const answer = await fetch(`${field.dataset.units}?${query}`, {
      headers: { Accept: "application/json" },
    });
    if (!answer.ok || turn !== asked) return;
    if (forget) select.value = "";
    fill(select, (await answer.json()).items);
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => look(false), WAIT_MS);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    select.focus();
  });
  if (day) day.addEventListener("change", () => look(true));
}

document.querySelectorAll("[data-units]").forEach(picker);
