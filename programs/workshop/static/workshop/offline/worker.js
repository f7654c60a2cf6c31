// Owns what the tablet opens without a network: the empty register page and static files, and nothing else.
const SHELL = "register-shell";
const PAGE = "/bengkel/luring/";
const LONGEST_WAIT = 4000;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const silence = () => new Promise((_, reject) => setTimeout(() => reject(new Error("silent")), LONGEST_WAIT));

// the network first, so that a tablet that has one is never behind; the copy when it is down or silent
async function fresh(request, address) {
  try {
    return await Promise.race([fetch(request), silence()]);
  } catch (error) {
    const cache = await caches.open(SHELL);
    const kept = await cache.match(address, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && pathname === PAGE) event.respondWith(fresh(event.request, PAGE));
  else if (pathname.startsWith("/static/")) event.respondWith(fresh(event.request, event.request.url));
});
