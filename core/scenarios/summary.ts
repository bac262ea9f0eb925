import { formatDuration, type ScenarioRun, type ScenarioStepRun } from '../shared/index.ts';

const verdicts: Record<ScenarioRun['state'], string> = {
  running: 'It is still going.',
  stopping: 'It is being stopped.',
  passed: 'Every condition was met.',
  failed: 'Not every condition was met.',
  stopped: 'It was stopped before its end.',
  interrupted: 'Telltale ended while it was going.',
};

/** A run in a page of Markdown: the verdict, the steps with what ended each, the numbers, the picture. */
export function summarize(run: ScenarioRun): string {
  const { title, mode, state, startedAtMs, endedAtMs, steps, figures, message, pictureFile } = run;
  const took = endedAtMs === null ? '' : `, ${seconds(endedAtMs - startedAtMs)}`;
  const lines = [
    `# ${title}`,
    '',
    `${mode === 'fast' ? 'Fast run' : 'Run'} of ${local(startedAtMs)}${took}. **${verdicts[state]}**`,
    ...(message === null ? [] : ['', message]),
    '',
    '| Step | State | Took | Until | Seen at its end |',
    '| --- | --- | --- | --- | --- |',
    ...steps.map(row),
  ];
  if (figures.length > 0) {
    lines.push(
      '',
      '| Measured | |',
      '| --- | --- |',
      ...figures.map(({ name, value }) => `| ${cell(name)} | ${cell(value)} |`),
    );
  }
  if (pictureFile !== null) lines.push('', `![${cell(title)}](${pictureFile})`);
  return `${lines.join('\n')}\n`;
}

const row = ({ title, state, startedAtMs, endedAtMs, ends, seen }: ScenarioStepRun): string => {
  const took = startedAtMs === null || endedAtMs === null ? '' : seconds(endedAtMs - startedAtMs);
  return `| ${cell(title)} | ${state} | ${took} | ${cell(ends)} | ${cell(seen ?? '')} |`;
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const seconds = (ms: number): string => formatDuration(Math.round(ms / 1000) * 1000);

/** In the time of this machine, as the charts have it. */
const local = (timeMs: number): string => {
  const date = new Date(timeMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
};

/** `2026-11-28-190211-drift-fast`: sorts by time, and can be a file's name anywhere. */
export const fileStem = ({ startedAtMs, scenario, mode }: ScenarioRun): string =>
  `${local(startedAtMs).replaceAll(':', '').replace(' ', '-')}-${scenario}-${mode}`;
