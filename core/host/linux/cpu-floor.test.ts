import { describe, expect, it } from 'vitest';
import { createCpuFloor } from './cpu-floor.ts';

const idle = (value: number) => ({
  name: 'node_cpu_seconds_total',
  type: 'counter' as const,
  help: '',
  samples: [{ labels: { cpu: '0', mode: 'idle' }, value }],
});

describe('CPU time', () => {
  it('does not step back when the kernel rounds it down', () => {
    const floor = createCpuFloor();
    expect([100, 99.98, 100.5].map((value) => floor(idle(value)).samples[0]!.value)).toEqual([100, 100, 100.5]);
  });

  it('starts again for a core that went away and came back', () => {
    const floor = createCpuFloor();
    expect([100, 2, 3].map((value) => floor(idle(value)).samples[0]!.value)).toEqual([100, 2, 3]);
  });
});
