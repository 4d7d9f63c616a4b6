"use strict";
// Keeps the start page alone, to say so when there is no network.  No answer to a scan is
// ever kept: it would grow old, and it would remember what was scanned.
const KEPT = "verify-1";
const START = "/verify/";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.add(START)));
});

self.addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.filter((n) => n !== KEPT).map((n) => caches.delete(n)));
  event.waitUntil(caches.keys().then(drop));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.mode === "navigate" && url.pathname === START && !url.search) {
    event.respondWith(fetch(event.request).catch(() => caches.match(START)));
  }
});
