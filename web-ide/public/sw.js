/**
 * Lets the page be opened without a connection: the page itself, and what was loaded for it before. Nothing that the
 * server says about people or sessions passes through here.
 */
const CACHE = 'coderun';
const SHELL = '/';
const PAGES = /^\/(?:s\/[^/]+)?$/;
const ASSETS = '/assets/';

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && PAGES.test(pathname)) event.respondWith(page(request));
  else if (pathname.startsWith(ASSETS)) event.respondWith(asset(request));
});

/** The first page loaded before it could be heard here: it names what it has. */
self.addEventListener('message', (event) => event.waitUntil(keepAll(event.data)));

/** The server's page if it answers, so that a new one is seen at once. */
async function page(request) {
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await keepShell(fresh.clone());
    return fresh;
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(SHELL);
    if (!kept) throw error;
    return kept;
  }
}

/** A new page has new assets: those of the one before go. */
async function keepShell(fresh) {
  const cache = await caches.open(CACHE);
  const before = await cache.match(SHELL);
  if (before && before.headers.get('ETag') !== fresh.headers.get('ETag')) {
    await Promise.all((await cache.keys()).map((key) => cache.delete(key)));
  }
  await cache.put(SHELL, fresh);
}

/** Their names carry a hash of their content: what is kept is right. */
async function asset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request, fresh.clone());
  return fresh;
}

async function keepAll(urls) {
  const cache = await caches.open(CACHE);
  for (const url of urls) {
    if (!(await cache.match(url))) await cache.add(url);
  }
}
