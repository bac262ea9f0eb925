/** A part of a line. Nothing here ever becomes HTML: what draws it makes elements or plain text. */
export type Inline =
  | { kind: 'text' | 'strong' | 'emphasis' | 'code'; text: string }
  | { kind: 'link'; text: string; href: string };

export type Block =
  | { kind: 'heading'; level: number; inline: Inline[] }
  | { kind: 'paragraph' | 'quote'; inline: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' };

const marks =
  /`(?<code>[^`]+)`|!?\[(?<text>[^\]]*)\]\((?<href>(?:[^()\s]|\([^()\s]*\))+)[^)]*\)|\*\*(?<strong>.+?)\*\*|__(?<strong2>.+?)__|\*(?<emphasis>[^*\s][^*]*)\*|_(?<emphasis2>[^_\s][^_]*)_|<(?<auto>https?:\/\/[^>\s]+)>/g;

/** Only where a browser goes to a page: no scripts, no data. Pages of the console begin with a slash. */
const isSafe = (href: string) => /^(https?:\/\/|mailto:|\/(?!\/)|#)/i.test(href);

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > at) parts.push({ kind: 'text', text: text.slice(at, match.index) });
    at = match.index + match[0].length;
    const found = match.groups!;
    const href = found['href'] ?? found['auto'];
    if (href !== undefined) {
      const words = found['text'] || href;
      parts.push(isSafe(href) ? { kind: 'link', text: words, href } : { kind: 'text', text: words });
    } else if (found['code'] !== undefined) parts.push({ kind: 'code', text: found['code'] });
    else if (found['strong'] ?? found['strong2'])
      parts.push({ kind: 'strong', text: (found['strong'] ?? found['strong2'])! });
    else parts.push({ kind: 'emphasis', text: (found['emphasis'] ?? found['emphasis2'])! });
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}

const bullet = /^\s*(?:[-*+]|\d+[.)])\s+(.*)$/;

/** A line that begins no item goes on with the one before it. */
function itemsOf(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    const text = bullet.exec(line)?.[1];
    if (text !== undefined) items.push(text);
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items;
}

/** Markdown as people write it into text panels: headings, lists, code, quotes, links, emphasis. HTML stays text. */
export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = [];
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  for (let i = 0; i < lines.length;) {
    const line = lines[i]!;
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (line.trim() === '') i += 1;
    else if (line.startsWith('```')) {
      const end = lines.findIndex((each, n) => n > i && each.startsWith('```'));
      blocks.push({ kind: 'code', text: lines.slice(i + 1, end < 0 ? undefined : end).join('\n') });
      i = end < 0 ? lines.length : end + 1;
    } else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, inline: parseInline(heading[2]!) });
      i += 1;
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      blocks.push({ kind: 'rule' });
      i += 1;
    } else if (bullet.test(line)) {
      const end = lines.findIndex((each, n) => n > i && (each.trim() === '' || /^(#{1,6}\s|```|>)/.test(each)));
      const items = itemsOf(lines.slice(i, end < 0 ? undefined : end));
      const ordered = /^\s*\d/.test(line);
      blocks.push({ kind: 'list', ordered, items: items.map(parseInline) });
      i = end < 0 ? lines.length : end;
    } else {
      const isQuote = line.startsWith('>');
      const isEnd = (each: string) =>
        each.trim() === '' || /^(#{1,6}\s|```)/.test(each) || bullet.test(each) || each.startsWith('>') !== isQuote;
      const end = lines.findIndex((each, n) => n > i && isEnd(each));
      const text = lines
        .slice(i, end < 0 ? undefined : end)
        .map((each) => (isQuote ? each.replace(/^>\s?/, '') : each));
      blocks.push({ kind: isQuote ? 'quote' : 'paragraph', inline: parseInline(text.join(' ')) });
      i = end < 0 ? lines.length : end;
    }
  }
  return blocks;
}

const plain = (inline: readonly Inline[]) => inline.map(({ text }) => text).join('');

interface TextLine {
  text: string;
  weight: number;
}

/** The words alone, a line each: for pictures. */
export const markdownLines = (blocks: readonly Block[]): TextLine[] =>
  blocks.flatMap((block): TextLine[] => {
    switch (block.kind) {
      case 'heading':
        return [{ text: plain(block.inline), weight: 600 }];
      case 'paragraph':
      case 'quote':
        return [{ text: plain(block.inline), weight: 400 }];
      case 'list':
        return block.items.map((item, i) => ({
          text: `${block.ordered ? `${i + 1}.` : '•'} ${plain(item)}`,
          weight: 400,
        }));
      case 'code':
        return block.text.split('\n').map((text) => ({ text, weight: 400 }));
      case 'rule':
        return [];
    }
  });

/** Tags of text panels in HTML are dropped: what they say is shown, what they do is not done. */
export const withoutTags = (html: string): string =>
  html
    .replaceAll(/<(script|style)[\s\S]*?<\/\1\s*>/gi, '')
    .replaceAll(/<br\s*\/?>|<\/(p|div|li|h\d|tr)>/gi, '\n\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(lt|gt|amp|quot|nbsp|#39);/g, (_, name: string) => entities[name]!);

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ', '#39': "'" };
