import { defaultDataDir } from './data-dir.ts';
import { type OptionName, options } from './options.ts';

const made: Partial<Record<OptionName, string>> = { dataDir: defaultDataDir(process.platform, process.env) };

/** The text of `--help`: every setting with its default and its environment variable. */
export function helpText(): string {
  const rows = (Object.entries(options) as [OptionName, (typeof options)[OptionName]][]).map(([name, option]) => {
    const fallback = option.fallback ?? made[name];
    return [
      `  --${option.flag} ${option.value}`,
      `${option.describe}${fallback === undefined ? '' : ` [${fallback}]`}`,
      option.env,
    ] as const;
  });
  const width = Math.max(...rows.map(([flag]) => flag.length)) + 2;
  return [
    'Telltale watches a machine-learning model while it serves.',
    '',
    'Usage: npm start -- [flags]        opens the window, or a browser where there is none',
    '       npm run headless -- [flags] serves the console and prints one line of JSON when ready',
    '',
    'Flags, with [default] and environment variable:',
    ...rows.flatMap(([flag, describe, env]) => [`${flag.padEnd(width)}${describe}`, `${' '.repeat(width)}${env}`]),
    `${'  -h, --help'.padEnd(width)}this text`,
    `${'  --version'.padEnd(width)}the version`,
    '',
  ].join('\n');
}
