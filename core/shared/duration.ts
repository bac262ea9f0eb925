const unitMs = { y: 31_536_000_000, w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
const grammar = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/**
 * Reads a Prometheus duration such as `1h30m` or `500ms`: integers with units y w d h m s ms, largest first, each at
 * most once (promql.md §2). Returns milliseconds, or null when the text is not one.
 */
export function parseDuration(text: string): number | null {
  const parts = text === '' ? null : grammar.exec(text);
  if (!parts) return text === '0' ? 0 : null;
  return Object.values(unitMs).reduce((total, ms, i) => total + Number(parts[i + 1] ?? 0) * ms, 0);
}

/** Writes milliseconds as a Prometheus duration: 90000 becomes `1m30s`, 0 becomes `0s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 0) return `-${formatDuration(-durationMs)}`;
  let rest = Math.round(durationMs);
  let text = '';
  for (const [unit, ms] of Object.entries(unitMs)) {
    // A whole number of days reads better as days than as weeks or years and days, as Prometheus prints it.
    if ((unit === 'y' || unit === 'w') && rest % ms !== 0) continue;
    const count = Math.floor(rest / ms);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * ms;
  }
  return text || '0s';
}
