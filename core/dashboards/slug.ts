import { DashboardProblem } from './dashboard-problem.ts';

/** Letters, digits and dashes from a title, at most the 40 characters Grafana allows a uid. */
export function slug(title: unknown): string {
  if (typeof title !== 'string' || title.trim() === '') {
    throw new DashboardProblem('It has neither a "uid" nor a "title" to make one from.');
  }
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  // A title may be of letters that make no slug: 面板 is called "dashboard".
  return (words ?? ['dashboard']).join('-').slice(0, 40).replace(/-$/, '');
}
