import { type MetricFamily, single } from '../metric-family.ts';

/** Paging, swapping and out-of-memory kills of /proc/vmstat; the file has a hundred more. */
export const parseVmstat = (text: string): MetricFamily[] =>
  [...text.matchAll(/^(oom_kill|pgpg\w+|pswp\w+|pg\w*fault) (\d+)$/gm)].map(([, field, count]) =>
    single(`node_vmstat_${field}`, 'untyped', `Virtual memory field ${field}.`, Number(count)),
  );
