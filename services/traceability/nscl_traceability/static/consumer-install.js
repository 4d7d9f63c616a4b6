"use strict";
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/verify/worker.js", { scope: "/verify/" });
}
