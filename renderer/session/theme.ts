import { useSyncExternalStore } from 'react';
import { preference } from './preference.ts';

export type Theme = 'dark' | 'light';
export type ThemeChoice = Theme | 'system';

const choices = ['system', 'light', 'dark'] as const;
const stored = preference<ThemeChoice>('theme', choices, 'system');
const prefersDark = () => window.matchMedia('(prefers-color-scheme: dark)');

const resolve = (choice: ThemeChoice): Theme => {
  if (choice !== 'system') return choice;
  return prefersDark().matches ? 'dark' : 'light';
};

const apply = () => {
  document.documentElement.dataset.theme = resolve(stored.get());
};

/** Applies the remembered theme, now and whenever the system's changes. Called once, before the first drawing. */
export function followTheme(): void {
  apply();
  stored.watch(apply);
  prefersDark().addEventListener('change', apply);
}

function subscribe(changed: () => void): () => void {
  const media = prefersDark();
  const end = stored.watch(changed);
  media.addEventListener('change', changed);
  return () => {
    end();
    media.removeEventListener('change', changed);
  };
}

/** The theme on screen, and what the person asked for: a theme, or the system's. */
export function useTheme(): { theme: Theme; choice: ThemeChoice; setChoice(choice: ThemeChoice): void } {
  const choice = useSyncExternalStore(subscribe, stored.get);
  const theme = useSyncExternalStore(subscribe, () => resolve(stored.get()));
  return { theme, choice, setChoice: stored.set };
}
