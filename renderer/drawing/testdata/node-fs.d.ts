/** The page is compiled without Node's types; its tests run in Node, and one of them reads a file. */
declare module 'node:fs' {
  export function readFileSync(path: URL, encoding: 'utf8'): string;
}
