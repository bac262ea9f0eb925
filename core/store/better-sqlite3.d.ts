/** The part of better-sqlite3 13 the store uses; the package ships no types of its own. */
declare module 'better-sqlite3' {
  type Bindable = number | bigint | string | Uint8Array | null;

  interface Statement<Row = unknown> {
    run(...params: Bindable[]): { changes: number; lastInsertRowid: number | bigint };
    get(...params: Bindable[]): Row | undefined;
    all(...params: Bindable[]): Row[];
    iterate(...params: Bindable[]): IterableIterator<Row>;
    /** Rows come as the value of their first column. */
    pluck(): this;
    /** Rows come as arrays. */
    raw(): this;
  }

  interface Options {
    readonly?: boolean;
    fileMustExist?: boolean;
    /** How long a statement waits for a lock of another connection, in ms. */
    timeout?: number;
  }

  class Database {
    constructor(file: string, options?: Options);
    readonly open: boolean;
    readonly inTransaction: boolean;
    prepare<Row = unknown>(sql: string): Statement<Row>;
    transaction<A extends unknown[], R>(run: (...args: A) => R): ((...args: A) => R) & { immediate(...args: A): R };
    pragma(text: string, options?: { simple?: boolean }): unknown;
    exec(sql: string): this;
    /** A function for SQL. */
    function(name: string, options: { deterministic: boolean }, run: (...values: never[]) => Bindable): this;
    close(): this;
  }

  export default Database;
  export type { Bindable, Options, Statement };
}
