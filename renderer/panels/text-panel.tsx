import { Fragment, type ReactNode, useContext, useEffect, useId, useMemo } from 'react';
import type { Panel } from '../../core/shared/index.ts';
import type { Block, Inline } from './markdown.ts';
import { textPicture } from './paint-text-panel.ts';
import { SurroundingsContext } from './surroundings.ts';
import { textBlocks } from './text-blocks.ts';

/** Words of whoever made the dashboard: Markdown, made into elements and never into HTML. */
export function TextPanel({ panel }: { panel: Panel }) {
  const id = useId();
  const { pictures } = useContext(SurroundingsContext);
  const blocks = useMemo(() => textBlocks(panel), [panel]);
  useEffect(() => pictures?.put(panel, (theme) => textPicture(panel, theme)), [pictures, panel]);
  return (
    <section
      className="panel"
      aria-labelledby={panel.title ? id : undefined}
      aria-label={panel.title ? undefined : 'Text'}
    >
      {panel.title && (
        <header className="panel-head">
          <h2 id={id}>{panel.title}</h2>
        </header>
      )}
      {/* Scrolled by the keyboard as well where it is longer than its place. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="panel-body panel-text" tabIndex={0} role="document" aria-label={panel.title || 'Text'}>
        {blocks.map((block, i) => (
          <BlockView key={i} block={block} />
        ))}
      </div>
    </section>
  );
}

function BlockView({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'heading': {
      // Below the panel's own heading, whatever level its author chose.
      const Tag = block.level <= 2 ? 'h3' : 'h4';
      return (
        <Tag>
          <InlineView inline={block.inline} />
        </Tag>
      );
    }
    case 'paragraph':
      return (
        <p>
          <InlineView inline={block.inline} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <InlineView inline={block.inline} />
        </blockquote>
      );
    case 'list': {
      const Tag = block.ordered ? 'ol' : 'ul';
      return (
        <Tag>
          {block.items.map((item, i) => (
            <li key={i}>
              <InlineView inline={item} />
            </li>
          ))}
        </Tag>
      );
    }
    case 'code':
      return <pre>{block.text}</pre>;
    case 'rule':
      return <hr />;
  }
}

const InlineView = ({ inline }: { inline: readonly Inline[] }): ReactNode =>
  inline.map((part, i) => <Fragment key={i}>{partOf(part)}</Fragment>);

function partOf(part: Inline): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'strong':
      return <strong>{part.text}</strong>;
    case 'emphasis':
      return <em>{part.text}</em>;
    case 'code':
      return <code>{part.text}</code>;
    case 'link':
      return (
        <a href={part.href} target="_blank" rel="noreferrer noopener">
          {part.text}
        </a>
      );
  }
}
