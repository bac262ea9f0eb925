import { positionOf, type Span } from './promql-error.ts';

/** Remarks that travel beside a result and never change it; each is kept once. */
export class Annotations {
  readonly #text: string;
  readonly #warnings = new Set<string>();
  readonly #infos = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  warn(message: string, span: Span): void {
    this.#warnings.add(`PromQL warning: ${message} (${this.#place(span)})`);
  }

  inform(message: string, span: Span): void {
    this.#infos.add(`PromQL info: ${message} (${this.#place(span)})`);
  }

  get warnings(): string[] {
    return [...this.#warnings];
  }

  get infos(): string[] {
    return [...this.#infos];
  }

  #place(span: Span): string {
    const { line, column } = positionOf(this.#text, span.from);
    return `${line}:${column}`;
  }
}
