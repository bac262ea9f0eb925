import { z } from 'zod';
import { ImageSet, LoadRun } from '../shared/index.ts';

/** A plan as it was before plans had a target, a mix and a schedule. */
const FirstPlan = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  path: z.string(),
  images: ImageSet,
  stages: z.array(z.object({ concurrency: z.number(), durationMs: z.number() })),
  timeoutMs: z.number(),
});

/** Reads a run in any form that any version has written. */
export function readStoredRun(text: string): LoadRun {
  const run = JSON.parse(text) as { plan: unknown };
  const first = FirstPlan.safeParse(run.plan);
  return LoadRun.parse(first.success ? { ...run, plan: upgraded(first.data) } : run);
}

function upgraded({ path, images, stages, ...kept }: z.infer<typeof FirstPlan>): z.input<typeof LoadRun>['plan'] {
  return {
    ...kept,
    target: { kind: 'service', path },
    mix: [{ payload: { kind: 'images', set: images } }],
    schedule: { kind: 'closed', stages },
  };
}
