const seconds = { d: 86_400, h: 3_600, min: 60, s: 1 } as const;

/** A span of time in at most two units, for people: `4 s`, `2 min 5 s`, `3 h 10 min`, `2 d`. */
export function spanText(spanMs: number): string {
  let rest = Math.max(0, Math.round(spanMs / 1000));
  const parts: string[] = [];
  for (const [unit, length] of Object.entries(seconds)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(`${count} ${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ') || '0 s';
}

/** How long ago a moment was, roughly: `now`, `12 s ago`, `5 min ago`, `2 h ago`. */
export function ageText(atMs: number, nowMs: number): string {
  const ageS = Math.round((nowMs - atMs) / 1000);
  if (ageS < 2) return 'now';
  for (const [unit, length] of Object.entries(seconds)) {
    if (ageS >= length) return `${Math.floor(ageS / length)} ${unit} ago`;
  }
  return 'now';
}
