import type { Labels } from '../../shared/index.ts';

export type AlertState = 'inactive' | 'pending' | 'firing';

/** One alert of a rule: one element of its expression's result, from when it first appeared. Times are Unix ms. */
export interface Alert {
  /** With `alertname`; they are its identity. */
  labels: Labels;
  annotations: Labels;
  /** Of the expression when it was last there. */
  value: number;
  state: AlertState;
  activeAtMs: number;
  firedAtMs: number | null;
  /** Set when it was firing and is no more; it is remembered for a while, so that whoever notifies hears of it. */
  resolvedAtMs: number | null;
  /** Since when it fires only because of `keep_firing_for`. */
  keptSinceMs: number | null;
  lastSentMs: number | null;
}

/** What an evaluation found: an element of the result with the rule's labels and annotations. */
export interface FoundAlert {
  labels: Labels;
  annotations: Labels;
  value: number;
}

/** Equal exactly when the labels are. */
export function labelKey(labels: Labels): string {
  const names = Object.keys(labels).sort();
  return JSON.stringify(names.map((name) => [name, labels[name]]));
}

/** A label with an empty value is no label. */
export const withoutEmpty = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
