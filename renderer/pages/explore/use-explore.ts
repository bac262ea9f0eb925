import { useRef, useState } from 'react';
import { navigate, splitAddress, useAddress, useTimeRange } from '../../session/index.ts';
import { type ExploreState, type ExploreTab, readExplore, writeExplore } from './explore-address.ts';
import { rememberQueries } from './query-history.ts';

export interface QueryRowState {
  id: string;
  /** What was run last; it is in the address, and in the editor until somebody writes there. */
  expr: string;
  isOn: boolean;
}

let made = 0;
const newRow = (expr = '', isOn = true): QueryRowState => ({ id: `query-${(made += 1)}`, expr, isOn });

const rowsOf = ({ queries }: ExploreState): QueryRowState[] =>
  queries.length === 0 ? [newRow()] : queries.map(({ expr, isOn }) => newRow(expr, isOn));

/**
 * The queries of the page. What was run is in the address; what one writes is the editors' own until it is run. An
 * address that changes by itself (the back button, a link) brings its queries along, in new rows.
 */
export function useExplore() {
  const { path, query } = splitAddress(useAddress());
  const { refreshNow } = useTimeRange();
  const state = readExplore(query);
  const [rows, setRows] = useState(() => rowsOf(state));
  /** What was written and not run yet, by row: nothing is drawn anew at every letter. */
  const drafts = useRef(new Map<string, string>());
  const written = writeExplore(new URLSearchParams(), { ...state, tab: 'graph', stepMs: null }).toString();
  const [known, setKnown] = useState(written);
  if (known !== written) {
    setKnown(written);
    setRows(rowsOf(state));
  }

  /** Rows and address change together, so that the change of address is not taken for somebody else's. */
  const put = (next: readonly QueryRowState[], { replace }: { replace: boolean }) => {
    const queries = next.map(({ expr, isOn }) => ({ expr, isOn }));
    setRows([...next]);
    setKnown(writeExplore(new URLSearchParams(), { queries, tab: 'graph', stepMs: null }).toString());
    navigate(`${path}?${writeExplore(query, { ...state, queries })}`, { replace });
  };
  const show = (change: Partial<ExploreState>) =>
    navigate(`${path}?${writeExplore(query, { ...state, ...change })}`, { replace: true });

  return {
    rows,
    tab: state.tab,
    stepMs: state.stepMs,
    edit: (id: string, text: string) => void drafts.current.set(id, text),
    add: () => setRows((all) => [...all, newRow()]),
    remove: (id: string) =>
      put(
        rows.filter((row) => row.id !== id),
        { replace: true },
      ),
    toggle: (id: string) =>
      put(
        rows.map((row) => (row.id === id ? { ...row, isOn: !row.isOn } : row)),
        { replace: true },
      ),
    /** Asks what is written in every query. */
    run() {
      const next = rows.map((row) => ({ ...row, expr: (drafts.current.get(row.id) ?? row.expr).trim() }));
      drafts.current.clear();
      put(next, { replace: false });
      rememberQueries(next.filter(({ isOn }) => isOn).map(({ expr }) => expr));
      refreshNow();
    },
    setTab: (tab: ExploreTab) => show({ tab }),
    setStep: (stepMs: number | null) => show({ stepMs }),
  };
}
