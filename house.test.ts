import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { passages, rooms } from './house.ts';

const root = import.meta.dirname;
const built = readdirSync(join(root, 'core'), { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && entry.name !== 'testdata',
);

it.each(built.map(({ name }) => name))(
  'core/%s is on the map, explains itself on one screen and, if it is a room, has a door',
  (name) => {
    expect([...Object.keys(rooms), ...passages]).toContain(name);
    const readme = readFileSync(join(root, 'core', name, 'README.md'), 'utf8');
    expect(readme).toMatch(new RegExp(`^# ${name}\\n`));
    expect(readme.split('\n').length).toBeLessThanOrEqual(60);
    expect(existsSync(join(root, 'core', name, 'index.ts'))).toBe(name in rooms);
  },
);

it('has no drawer for odds and ends', () => {
  const files = globSync('{core,electron,renderer}/**/*.{ts,tsx,mjs}', { cwd: root });
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => /^(utils?|helpers?|common|misc)\b/.test(basename(file)))).toEqual([]);
});
