import { remembered } from './remembered';
import { Store } from './store';

export type ThemeChoice = 'system' | 'light' | 'dark';

const THEMES = ['system', 'light', 'dark'] as const;
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const choice = remembered<ThemeChoice>('theme', THEMES, 'system');

export const themeChoice = choice;
export const isDark = new Store(resolve());

function resolve(): boolean {
  const chosen = choice.value();
  return chosen === 'system' ? systemDark.matches : chosen === 'dark';
}

function apply(): void {
  document.documentElement.dataset.theme = choice.value();
  isDark.set(resolve());
}

/** Called once, before the first paint. */
export function followTheme(): void {
  choice.subscribe(apply);
  systemDark.addEventListener('change', apply);
  apply();
}
