// A service worker for the machine at the projector: it keeps the last picture of this very link, so
// that the wall shows it even when it is opened while the server is down. It has no other page, and
// forgets everything once the link no longer works.
const PATIENCE = 4000;
const scope = () => new URL(self.registration.scope).pathname;
const store = () => caches.open(`kaue ${scope()}`);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** The page tells what it is made of, once it is there; what it needed before goes. */
async function keep(urls) {
  const kept = await store();
  for (const request of await kept.keys()) if (!urls.includes(request.url)) await kept.delete(request);
  for (const url of urls) if (!(await kept.match(url))) await kept.add(url).catch(() => {});
}

self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

async function page(request) {
  const kept = await store();
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([fetch(request).catch(() => undefined), late]);
  if (answer?.ok) await kept.put(request.url, answer.clone());
  else if (answer && answer.status < 500) await caches.delete(`kaue ${scope()}`);
  else return (await kept.match(request.url)) ?? answer ?? Response.error();
  return answer;
}

/** The picture changes piece by piece; the kept page follows. */
async function piece(request) {
  const answer = await fetch(request);
  if (answer.status !== 200) return answer;
  const kept = await store();
  const [whole, part] = [await kept.match(request.url), await answer.clone().text()];
  if (whole && part.trimStart().startsWith("<main")) {
    const html = (await whole.text()).replace(/<main[\s\S]*<\/main>/, () => part);
    await kept.put(request.url, new Response(html, { headers: whole.headers }));
  }
  return answer;
}

/** Names of built assets hold their hash; what has none is asked for first. */
async function asset(request) {
  const kept = () => store().then((one) => one.match(request.url));
  if (request.url.includes("/static/")) return (await kept()) ?? fetch(request);
  return fetch(request).catch(async (problem) => (await kept()) ?? Promise.reject(problem));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname === scope() && request.headers.get("HX-Request")) event.respondWith(piece(request));
  else if (["style", "script", "font", "image"].includes(request.destination)) event.respondWith(asset(request));
});
