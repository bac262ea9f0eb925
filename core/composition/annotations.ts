import { type Annotation, CodedError, type ConsoleEvent, type NewAnnotation } from '../shared/index.ts';
import type { Store } from '../store/index.ts';

interface AnnotationsOptions {
  kept: Store['annotations'];
  publish(event: ConsoleEvent): void;
  now?: () => number;
}

/** Notes about moments and spans of time: kept, and told to the page when they change. */
export function createAnnotations({ kept, publish, now = Date.now }: AnnotationsOptions) {
  function add({ fromMs = now(), toMs = fromMs, text, tags }: NewAnnotation, source: string): Annotation {
    const annotation = kept.add({ fromMs, toMs, text, tags, source });
    publish({ type: 'annotations' });
    return annotation;
  }
  return {
    add,
    handlers: {
      annotations: ({
        limit,
        fromMs,
        toMs,
      }: {
        limit: number;
        fromMs?: number | undefined;
        toMs?: number | undefined;
      }) => ({
        annotations: kept.list(limit, fromMs, toMs),
      }),
      addAnnotation: (wanted: NewAnnotation) => ({ annotation: add(wanted, 'person') }),
      deleteAnnotation({ id }: { id: string }) {
        if (!kept.delete(id)) throw new CodedError('not_found', { what: `annotation ${id}` });
        publish({ type: 'annotations' });
        return {};
      },
    },
  };
}

export type Annotations = ReturnType<typeof createAnnotations>;
