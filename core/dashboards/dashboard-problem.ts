/** Why a file is no dashboard that can be drawn, in a sentence for the person who wrote it. */
export class DashboardProblem extends Error {
  override readonly name = 'DashboardProblem';
}
