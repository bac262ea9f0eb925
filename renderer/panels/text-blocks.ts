import type { Panel } from '../../core/shared/index.ts';
import { type Block, parseMarkdown, withoutTags } from './markdown.ts';

/** What a text panel says. Older versions had `mode` and `content` beside the options. */
export function textBlocks(panel: Panel): Block[] {
  const options: Record<string, unknown> = { ...panel, ...panel.options };
  const content = typeof options['content'] === 'string' ? options['content'] : '';
  if (options['mode'] === 'code') return [{ kind: 'code', text: content }];
  return parseMarkdown(options['mode'] === 'html' ? withoutTags(content) : content);
}
