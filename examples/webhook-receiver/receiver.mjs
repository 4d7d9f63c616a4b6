// A receiver of NSCL's events in Node 18 or later: no packages.
//
//     WEBHOOK_SECRET=whsec_... node receiver.mjs --port 8443 --cert cert.pem --key key.pem
//
// It checks who sent an event and when (https://www.standardwebhooks.com), takes each event
// once, prints it as one line of JSON, and answers 204.  Without --cert it speaks plain HTTP on
// loopback, for a proxy in front that speaks TLS.  Several secrets, separated by commas, are
// accepted, which is how a secret is replaced without a gap.
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { parseArgs } from "node:util";

const TOLERANCE_SECONDS = 300; // an older or later timestamp may be a recording played again
const MOST_BYTES = 1_000_000;
const REMEMBERED = 10_000;

const { values: options } = parseArgs({
  options: {
    host: { type: "string", default: "127.0.0.1" },
    port: { type: "string", default: "8443" },
    cert: { type: "string" },
    key: { type: "string" },
  },
});
const keys = process.env.WEBHOOK_SECRET.split(",").map((secret) =>
  Buffer.from(secret.trim().replace(/^whsec_/, ""), "base64"),
);
// Keep the ids in your database, in the transaction of the effect.
const seen = new Set();

function isGenuine(headers, body) {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"] ?? "";
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!/^\d+$/.test(timestamp) || age > TOLERANCE_SECONDS) return false;
  const given = (headers["webhook-signature"] ?? "").split(" ").map((one) => Buffer.from(one));
  return keys.some((key) => {
    const mac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body);
    const expected = Buffer.from(`v1,${mac.digest("base64")}`);
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
}

function take(id) {
  const fresh = !seen.has(id);
  seen.add(id);
  if (seen.size > REMEMBERED) seen.delete(seen.values().next().value);
  return fresh;
}

function handle(event) {
  // Do here what the event is for; an answer other than 2xx makes the sender try again.
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

async function receive(request, response) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > MOST_BYTES) return response.writeHead(413).end();
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  if (request.method !== "POST" || !isGenuine(request.headers, body)) {
    return response.writeHead(401).end();
  }
  if (take(request.headers["webhook-id"])) handle(JSON.parse(body));
  return response.writeHead(204).end();
}

function answer(request, response) {
  receive(request, response).catch(() => response.writeHead(500).end());
}

const server = options.cert
  ? https.createServer(
      { cert: readFileSync(options.cert), key: readFileSync(options.key) },
      answer,
    )
  : http.createServer(answer);
server.listen(Number(options.port), options.host);
