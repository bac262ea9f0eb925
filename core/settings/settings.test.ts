import { describe, expect, it } from 'vitest';
import { defaultDataDir } from './data-dir.ts';
import { helpText } from './help.ts';
import { options } from './options.ts';
import { readCommand, SettingsError } from './settings.ts';

const run = (argv: string[], env: NodeJS.ProcessEnv = {}) => {
  const command = readCommand(argv, env);
  if (command.kind !== 'run') throw new Error(command.kind);
  return command.settings;
};

describe('settings', () => {
  it('are complete without any flag', () => {
    expect(run([])).toMatchObject({ consolePort: 4400, servicePort: 8000, scrapeIntervalMs: 5000, apiKey: null });
    expect(run([]).token.length).toBeGreaterThan(20);
    expect(run([]).token).not.toBe(run([]).token);
  });

  it('let a flag win over its environment variable', () => {
    const env = { TELLTALE_SERVICE_PORT: '9001', TELLTALE_CONSOLE_PORT: '9002' };
    expect(run(['--service-port', '9003'], env)).toMatchObject({ servicePort: 9003, consolePort: 9002 });
  });

  it.each([
    {
      argv: ['--service-port', 'eighty'],
      say: '--service-port eighty: a port is a number from 0 to 65535. See --help.',
    },
    { argv: ['--console-port=70000'], say: '--console-port 70000: a port is a number from 0 to 65535. See --help.' },
    { argv: ['--scrape-interval', '5'], say: /--scrape-interval 5: a duration of at least 500ms/ },
    { argv: ['--nonsense'], say: "Unknown option '--nonsense'. See --help." },
    { argv: ['--token'], say: /--token/ },
    { argv: ['stray'], say: /stray/ },
    { argv: ['--service-host', '0.0.0.0'], say: /set --api-key/ },
  ])('refuse $argv in one clear line', ({ argv, say }) => {
    const attempt = () => run(argv);
    expect(attempt).toThrow(SettingsError);
    expect(attempt).toThrow(say);
    expect(attempt).toThrow(/^[^\n]+$/);
  });

  it('are all in the help text with their variables', () => {
    for (const option of Object.values(options)) {
      expect(helpText()).toContain(`--${option.flag} ${option.value}`);
      expect(helpText()).toContain(option.env);
    }
  });

  it.each([
    { platform: 'linux' as const, env: {}, dir: '/home/ada/.local/share/telltale' },
    { platform: 'linux' as const, env: { XDG_DATA_HOME: '/data' }, dir: '/data/telltale' },
    { platform: 'darwin' as const, env: {}, dir: '/home/ada/Library/Application Support/Telltale' },
  ])('keep data in $dir on $platform', ({ platform, env, dir }) => {
    expect(defaultDataDir(platform, env, '/home/ada')).toBe(dir);
  });
});
