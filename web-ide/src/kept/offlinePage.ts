/** Lets the page itself be opened without a connection (`public/sw.js`), with what has been loaded so far. */
export async function keepPage(): Promise<void> {
  // Browsers allow it on secure pages alone.
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/sw.js');
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(
        ({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'),
      )
      .map(({ href }) => href);
    active?.postMessage(['/', ...loaded]);
  } catch (error) {
    console.warn('This page cannot be opened without a connection', error);
  }
}
