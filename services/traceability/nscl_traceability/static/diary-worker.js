// Shows the diary without a network: the page as it was last seen, and its files.
"use strict";

const CACHE = "nscl-diary-1";
const PAGE = "/traceability/diary";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim().then(remember)));

// The page that registered this program was loaded before it: keep it now.
async function remember() {
  for (const client of await self.clients.matchAll({ type: "window" })) {
    if (new URL(client.url).pathname === PAGE) await page(new Request(PAGE)).catch(() => null);
  }
}

async function page(request) {
  const cache = await caches.open(CACHE);
  let answer;
  try {
    answer = await fetch(request);
    // logged out, or another account: what was kept is not shown any more
    if (answer.redirected || answer.type === "opaqueredirect" || !answer.ok) await caches.delete(CACHE);
    else {
      const text = await answer.clone().text();
      const files = text.match(/\/traceability\/_static\/[^"]+/g) || [];
      await Promise.all([...new Set(files)].map((file) => asset(new Request(file))));
      await cache.put(PAGE, new Response(text, { headers: answer.headers })); // last: with its files
    }
    return answer;
  } catch (error) {
    if (answer) return answer; // only the keeping failed: another time
    const kept = await cache.match(PAGE);
    if (kept) return kept;
    throw error;
  }
}

async function asset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method !== "GET" || request.headers.get("X-Diary")) return;
  if (request.mode === "navigate" && path === PAGE) event.respondWith(page(request));
  else if (path.startsWith("/traceability/_static/")) event.respondWith(asset(request));
});
