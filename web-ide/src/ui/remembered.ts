import { Store } from './store';

/** A choice that this browser remembers; where it may not, the choice lasts as long as the page. */
export function remembered<T extends string>(
  name: string,
  allowed: readonly T[],
  initial: T,
): Store<T> {
  const key = `coderun.${name}`;
  const store = new Store(allowed.find((each) => each === read(key)) ?? initial);
  store.subscribe(() => write(key, store.value()));
  return store;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage may be forbidden or full; the choice then holds for this page.
  }
}
