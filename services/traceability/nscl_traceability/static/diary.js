// Keeps entries of the diary on the phone until the server has them.
// Without this file the form is sent as any other.
"use strict";

const STORE = "nscl-diary";
const PAGE = "/traceability/diary";
const INTAKE = "/api/traceability/diary";
const DONE = new Set([200, 201]);
const REFUSED = new Set([400, 403, 404, 409, 413, 422]);

const home = document.getElementById("diary");
const form = home && home.querySelector("form");
const shown = document.getElementById("diary-waiting");
const said = document.getElementById("diary-said");
const words = shown ? shown.dataset : {};

function kept() {
  try {
    return JSON.parse(localStorage.getItem(STORE)) || [];
  } catch {
    return [];
  }
}

function keep(entries) {
  localStorage.setItem(STORE, JSON.stringify(entries));
  show();
}

function owner() {
  return home.dataset.owner;
}

function own() {
  return kept().filter((entry) => entry.owner === owner());
}

function row(entry) {
  const item = document.createElement("li");
  item.dataset.entry = entry.id;
  item.append(`${entry.label} – ${entry.body.lot_number} – ${entry.body.quantity}`);
  if (entry.fault) {
    const fault = document.createElement("p");
    fault.className = "error";
    fault.textContent = entry.fault;
    item.append(fault, button(words.edit, () => edit(entry)), button(words.remove, () => drop(entry.id)));
  }
  return item;
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

function show() {
  const entries = own();
  shown.hidden = entries.length === 0;
  shown.querySelector("ul").replaceChildren(...entries.map(row));
}

function say(text, tone) {
  said.hidden = !text;
  said.className = `alert ${tone}`;
  said.textContent = text;
}

function drop(id) {
  keep(kept().filter((entry) => entry.id !== id));
}

function edit(entry) {
  for (const [name, value] of Object.entries(entry.body)) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
  }
  drop(entry.id);
  arrange();
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function entryOf(data) {
  const body = {};
  for (const [name, value] of data) {
    if (!name.startsWith("_") && name !== "csrf_token" && value !== "") body[name] = value;
  }
  const chosen = form.querySelector("[name=activity]:checked");
  return { id: newId(), owner: owner(), label: chosen.parentElement.textContent.trim(), body };
}

// The session may have changed while there was no network: ask for its secret anew.
async function secret() {
  const answer = await fetch(PAGE, { headers: { Accept: "text/html", "X-Diary": "fresh" }, cache: "no-store" });
  if (answer.redirected || !answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("diary");
  if (!fresh || fresh.dataset.owner !== owner()) return null;
  return fresh.querySelector("[name=csrf_token]").value;
}

async function post(entry, csrf) {
  const answer = await fetch(INTAKE, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRF-Token": csrf,
      "Idempotency-Key": entry.id,
    },
    body: JSON.stringify(entry.body),
  });
  if (DONE.has(answer.status)) return null;
  if (!REFUSED.has(answer.status)) throw new Error(`status ${answer.status}`);
  const problem = await answer.json();
  const parts = (problem.errors || []).map((part) => [part.detail, part.remedy].filter(Boolean).join(" "));
  return parts.join(" ") || problem.detail || problem.title;
}

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60000;
let sending = false;
let wait = FIRST_WAIT_MS;
let timer;

// "online" tells of an interface, not of a way to the server: keep trying.
function again() {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
  wait = Math.min(wait * 2, LONGEST_WAIT_MS);
}

async function send() {
  const waiting = own().filter((entry) => !entry.fault);
  if (sending || waiting.length === 0) return;
  sending = true;
  let saved = 0;
  try {
    const csrf = await secret();
    if (csrf === null) return say(words.login, "warn");
    for (const entry of waiting) {
      const fault = await post(entry, csrf);
      if (fault === null) {
        saved += 1;
        drop(entry.id);
      } else {
        keep(kept().map((one) => (one.id === entry.id ? { ...one, fault } : one)));
      }
    }
    if (own().some((entry) => entry.fault)) say(words.refused, "bad");
    else if (saved) say(words.saved, "good");
    wait = FIRST_WAIT_MS;
  } catch {
    say(words.offline, "warn");
    again();
  } finally {
    sending = false;
  }
}

function arrange() {
  const chosen = form.querySelector("[name=activity]:checked");
  for (const part of form.querySelectorAll("[data-for]")) {
    const meant = chosen && part.dataset.for.split(" ").includes(chosen.value);
    part.hidden = !meant;
    for (const field of part.querySelectorAll("input, select, textarea")) field.disabled = !meant;
  }
}

function localNow() {
  const now = new Date();
  now.setMinutes(now.getMinutes() - now.getTimezoneOffset());
  return now.toISOString().slice(0, 19);
}

function begin() {
  form.elements.happened_at.step = 1; // entries are told apart by the second
  form.addEventListener("change", arrange);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(form);
    if (!data.get("happened_at")) data.set("happened_at", localNow());
    keep([...kept(), entryOf(data)]);
    form.reset();
    arrange();
    say(words.kept, "info");
    send();
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden || send());
  arrange();
  show();
  send();
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(`${PAGE}/worker.js`, { scope: PAGE });
}

if (form && shown) begin();
