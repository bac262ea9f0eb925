import { positionOf, type Span } from './promql-error.ts';

/** As many of each kind as Prometheus reports. */
const MOST = 10;

/**
 * Remarks that travel beside a result and never change it. Each is kept once, with the place it was last made at.
 */
export class Annotations {
  readonly #text: string;
  readonly #warnings = new Map<string, Span | undefined>();
  readonly #infos = new Map<string, Span | undefined>();

  constructor(text: string) {
    this.#text = text;
  }

  warn(message: string, span?: Span): void {
    this.#warnings.set(`PromQL warning: ${message}`, span);
  }

  inform(message: string, span?: Span): void {
    this.#infos.set(`PromQL info: ${message}`, span);
  }

  get warnings(): string[] {
    return this.#list(this.#warnings, 'warning');
  }

  get infos(): string[] {
    return this.#list(this.#infos, 'info');
  }

  #list(remarks: ReadonlyMap<string, Span | undefined>, kind: string): string[] {
    const texts = [...remarks].slice(0, MOST).map(([message, span]) => {
      if (!span) return message;
      const { line, column } = positionOf(this.#text, span.from);
      return `${message} (${line}:${column})`;
    });
    if (remarks.size > MOST) texts.push(`${remarks.size - MOST} more ${kind} annotations omitted`);
    return texts;
  }
}
