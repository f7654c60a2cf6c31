// Owns that the page opens without a network: its worker, and copies of the empty page and of the files it is made of.
const SHELL = "register-shell";
const PAGE = "/bengkel/luring/";

const isOfPage = (name) => {
  const { origin, pathname } = new URL(name);
  return origin === location.origin && pathname.startsWith("/static/");
};

// asked without cookies: what is copied is what a stranger gets, so nothing about anybody
async function copy(cache, address) {
  const answer = await fetch(address, { credentials: "omit", cache: "no-cache" });
  if (answer.ok && !answer.redirected) await cache.put(address, answer);
}

export async function keepShell() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(`${PAGE}kerja.js`, { scope: PAGE });
  const files = performance.getEntriesByType("resource").map((entry) => entry.name).filter(isOfPage);
  const wanted = new Set([new URL(PAGE, location.href).href, ...files]);
  const cache = await caches.open(SHELL);
  await Promise.all([...wanted].map((address) => copy(cache, address)));
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) await cache.delete(request);
  }
  document.documentElement.dataset.shell = "kept";
}
