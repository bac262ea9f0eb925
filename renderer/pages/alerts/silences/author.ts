const key = 'telltale.author';

/** Who silenced last in this browser: most often the one who does it again. */
export function lastAuthor(): string {
  try {
    return window.localStorage.getItem(key) ?? '';
  } catch {
    return ''; // storage may be refused
  }
}

export function rememberAuthor(name: string): void {
  try {
    window.localStorage.setItem(key, name);
  } catch {
    // Nothing to do: see above.
  }
}
