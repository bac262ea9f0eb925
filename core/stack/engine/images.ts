import { createInterface } from 'node:readline';
import { CodedError, reasonOf } from '../../shared/index.ts';
import { parseImageReference } from './image-reference.ts';
import { createPullMeter, PullMessage, type PullProgress } from './pull-progress.ts';
import { ImageDetails } from './replies.ts';
import { isNotThere, type Transport } from './transport.ts';

export interface Images {
  /** Null when the engine does not have it. */
  inspect(name: string): Promise<ImageDetails | null>;
  /**
   * Fetches an image until the signal ends it. What of half an image is kept for the next pull is the engine's affair.
   * Throws `image_not_pulled` with the registry's reason.
   */
  pull(name: string, options: { signal: AbortSignal; onProgress(progress: PullProgress): void }): Promise<void>;
}

/** A registry that says nothing for this long is given up. */
const silenceMs = 120_000;

export function openImages(transport: Transport): Images {
  return {
    async inspect(name) {
      try {
        // The slashes of a name are part of the path; only what would end the path is escaped.
        const path = `/images/${name.replace(/[^\w./:@-]/g, encodeURIComponent)}/json`;
        return await transport.json({ doing: `look at the image ${name}`, path }, ImageDetails);
      } catch (error) {
        if (isNotThere(error)) return null;
        throw error;
      }
    },

    async pull(name, { signal, onProgress }) {
      const reference = parseImageReference(name);
      if (!reference) throw new CodedError('image_not_pulled', { image: name, reason: 'this is no name of an image' });
      const query = { fromImage: reference.repository, tag: reference.tag };
      const failed = (reason: string, cause?: unknown) =>
        new CodedError('image_not_pulled', { image: name, reason }, cause === undefined ? {} : { cause });
      const silence = new AbortController();
      const ended = AbortSignal.any([signal, silence.signal]);
      const ask = { doing: `pull ${name}`, method: 'POST', path: '/images/create', query, timeoutMs: null } as const;
      const reply = await transport.stream({ ...ask, signal: ended }).catch((error: unknown) => {
        if (signal.aborted || !(error instanceof CodedError) || error.code !== 'engine_refused') throw error;
        throw failed((error as CodedError<'engine_refused'>).detail.reason, error);
      });
      const measure = createPullMeter();
      const patience = setTimeout(() => silence.abort(), silenceMs);
      try {
        for await (const line of createInterface({ input: reply })) {
          patience.refresh();
          if (line.trim() === '') continue;
          const message = PullMessage.parse(JSON.parse(line));
          if (message.error !== undefined) throw failed(message.error);
          onProgress(measure(message));
        }
        // A reply cut off by the signal ends quietly.
        signal.throwIfAborted();
        if (silence.signal.aborted) throw failed(`the registry said nothing for ${silenceMs / 1000} s`);
        if (!reply.complete) throw failed('the engine ended in the middle of it');
      } catch (error) {
        if (error instanceof CodedError || signal.aborted) throw error;
        throw failed(
          silence.signal.aborted ? `the registry said nothing for ${silenceMs / 1000} s` : reasonOf(error),
          error,
        );
      } finally {
        clearTimeout(patience);
        reply.destroy();
      }
    },
  };
}
