import type { RegexNode } from './parse-regex.ts';

const MAX_LITERALS = 10_000;

/** The texts a pattern stands for when it is nothing but alternatives (`a|b`, `(GET|PUT)_x`); null when there is more to it. */
export function literalsOf(node: RegexNode): string[] | null {
  switch (node.kind) {
    case 'char':
      return node.literal === undefined ? null : [node.literal];
    case 'concat':
      return node.parts.reduce<string[] | null>(
        (texts, part) => {
          const more = texts && literalsOf(part);
          if (!texts || !more || texts.length * more.length > MAX_LITERALS) return null;
          return texts.flatMap((text) => more.map((tail) => text + tail));
        },
        [''],
      );
    case 'alternate': {
      const texts: string[] = [];
      for (const option of node.options) {
        const more = literalsOf(option);
        if (!more || texts.length + more.length > MAX_LITERALS) return null;
        texts.push(...more);
      }
      return texts;
    }
    case 'group':
      return literalsOf(node.body);
    case 'repeat':
    case 'assert':
      return null;
  }
}
