import { describe, expect, it } from 'vitest';
import { type ExploreState, readExplore, writeExplore } from './explore-address.ts';

const query = (text: string) => new URLSearchParams(text);

describe('questions in the address', () => {
  it('come back as they were put in', () => {
    const state: ExploreState = {
      queries: [
        { expr: 'up', isOn: true },
        { expr: 'sum by (le) (rate(x_bucket{a="b&c"}[5m]))', isOn: false },
      ],
      tab: 'table',
      stepMs: 30_000,
    };
    expect(readExplore(query(writeExplore(query(''), state).toString()))).toEqual(state);
  });

  it('leave the time range alone', () => {
    const written = writeExplore(query('from=now-1h&to=now&expr=old&tab=table'), {
      queries: [{ expr: 'up', isOn: true }],
      tab: 'graph',
      stepMs: null,
    });
    expect(written.toString()).toBe('from=now-1h&to=now&expr=up');
  });

  it('are none in an empty address', () => {
    expect(readExplore(query(''))).toEqual({ queries: [], tab: 'graph', stepMs: null });
  });

  it('do without queries that have no text', () => {
    const queries = [
      { expr: ' ', isOn: true },
      { expr: 'up', isOn: false },
    ];
    expect(writeExplore(query(''), { queries, tab: 'graph', stepMs: null }).toString()).toBe('expr=up&off=A');
  });

  it('have no step where it cannot be read', () => {
    expect(readExplore(query('step=soon')).stepMs).toBeNull();
    expect(readExplore(query('step=0')).stepMs).toBeNull();
  });
});
