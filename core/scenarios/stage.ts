import type { Faults, LoadPlan, LoadRun } from '../shared/index.ts';

/** Rules as a scene asks for them; durations as Prometheus writes them. */
export interface SceneRules {
  name: string;
  interval: string;
  rules: {
    alert: string;
    expr: string;
    for: string;
    labels: Record<string, string>;
    annotations: Record<string, string>;
  }[];
}

export type AlertState = 'inactive' | 'pending' | 'firing';

export interface PictureWish {
  uid: string;
  fromMs: number;
  toMs: number;
  title: string;
}

/** What a scene is played on: the parts of Telltale it puts to work and watches. All of it may throw CodedErrors. */
export interface Stage {
  /** The load run under way, whoever started it; null when there is none. */
  activeLoad(): string | null;
  startLoad(plan: LoadPlan): { id: string };
  loadRun(id: string): LoadRun;
  stopLoad(id: string): void;
  /** The one value of an instant query at present; null where it has none. */
  query(expr: string, signal: AbortSignal): Promise<number | null>;
  /** Has rules evaluated until the returned function is called. */
  addRules(rules: SceneRules): () => Promise<void>;
  /** The state of an alert by its name; null until it has been evaluated. */
  alertState(alert: string): Promise<AlertState | null>;
  /** The drift detector: whether it judges, and what it counted since the service began. */
  drift(): Promise<{ isReady: boolean; says: string; samples: number; events: number }>;
  faults: { set(faults: Faults): Promise<unknown>; clear(): Promise<unknown> };
  annotate(note: { fromMs: number; toMs: number; text: string; tags: string[] }): void;
  /** A dashboard as PNG. */
  capture(wish: PictureWish, signal: AbortSignal): Promise<Uint8Array>;
  /** How often the service's metrics are read. */
  scrapeIntervalMs: number;
}
