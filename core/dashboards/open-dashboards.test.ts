import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Dashboards, openDashboards } from './open-dashboards.ts';

let root: string;
let dashboards: Dashboards;

const put = (dir: 'built-in' | 'user', name: string, content: unknown) => {
  mkdirSync(join(root, dir), { recursive: true });
  writeFileSync(join(root, dir, name), typeof content === 'string' ? content : JSON.stringify(content));
};
const dashboard = (uid: string, title: string) => ({ uid, title, tags: ['food'], panels: [] });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'telltale-dashboards-'));
  dashboards = openDashboards({ builtInDir: join(root, 'built-in'), userDir: join(root, 'user') });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the dashboards of two folders', () => {
  it('are listed by title', () => {
    put('built-in', 'b.json', dashboard('b', 'Beta'));
    put('user', 'a.json', dashboard('a', 'alpha'));
    expect(dashboards.list()).toEqual([
      { uid: 'a', title: 'alpha', tags: ['food'], panels: 0, origin: 'own' },
      { uid: 'b', title: 'Beta', tags: ['food'], panels: 0, origin: 'built-in' },
    ]);
  });

  it("of one uid show the user's", () => {
    put('built-in', 'service.json', dashboard('service', 'Service'));
    put('user', 'mine.json', dashboard('service', 'My service'));
    expect(dashboards.get('service')?.title).toBe('My service');
    expect(dashboards.list()).toHaveLength(1);
    expect(dashboards.problems()).toEqual([]);
  });

  it('are seen as soon as a file appears, changes or goes', () => {
    expect(dashboards.list()).toEqual([]);
    put('user', 'a.json', dashboard('a', 'One'));
    expect(dashboards.get('a')?.title).toBe('One');
    put('user', 'a.json', dashboard('a', 'Another'));
    expect(dashboards.get('a')?.title).toBe('Another');
    rmSync(join(root, 'user', 'a.json'));
    expect(dashboards.get('a')).toBeNull();
  });

  it('do not suffer from a broken neighbour, which is reported', () => {
    put('built-in', 'good.json', dashboard('good', 'Good'));
    put('built-in', 'bad.json', '{"title": ');
    put('built-in', 'notes.txt', 'not a dashboard');
    expect(dashboards.list().map(({ uid }) => uid)).toEqual(['good']);
    expect(dashboards.problems()).toEqual([
      { file: join(root, 'built-in', 'bad.json'), reason: expect.stringContaining('not JSON') as string },
    ]);
  });

  it('report a uid used twice in one folder', () => {
    put('user', 'a.json', dashboard('same', 'First'));
    put('user', 'b.json', dashboard('same', 'Second'));
    expect(dashboards.get('same')?.title).toBe('First');
    expect(dashboards.problems()[0]?.reason).toContain('a.json');
  });

  it("are saved to the user's folder, a built-in one as a copy that hides it", () => {
    put('built-in', 'service.json', dashboard('service', 'Service'));
    dashboards.save({ ...dashboards.read('service')!.json, title: 'Mine' });
    expect(dashboards.get('service')?.title).toBe('Mine');
    expect(readdirSync(join(root, 'user'))).toEqual(['service.json']);
    expect(readdirSync(join(root, 'built-in'))).toEqual(['service.json']);
  });

  it('are saved in the place they came from, and never over a file that could not be read', () => {
    put('user', 'named-by-hand.json', dashboard('a', 'One'));
    put('user', 'b.json', '{ broken');
    dashboards.save({ ...dashboards.read('a')!.json, title: 'Two' });
    dashboards.save({ ...dashboards.read('a')!.json, uid: 'b' });
    expect(readdirSync(join(root, 'user')).sort()).toEqual(['b-2.json', 'b.json', 'named-by-hand.json']);
    expect(dashboards.get('a')?.title).toBe('Two');
    expect(dashboards.get('b')?.title).toBe('Two');
  });

  it('get a uid nobody has, whatever the title', () => {
    put('user', 'a.json', dashboard('latency', 'Latency'));
    expect(dashboards.freeUid('Latency')).toBe('latency-2');
    expect(dashboards.freeUid('../../Etc')).toBe('etc');
    expect(dashboards.freeUid('面板')).toBe('dashboard');
  });

  it("that are the user's can be deleted; a built-in one that was hidden is back", () => {
    put('built-in', 'service.json', dashboard('service', 'Service'));
    expect(dashboards.delete('service')).toBe(false);
    dashboards.save({ ...dashboards.read('service')!.json, title: 'Mine' });
    expect(dashboards.list()[0]).toMatchObject({ title: 'Mine', origin: 'changed' });
    expect(dashboards.delete('service')).toBe(true);
    expect(dashboards.list()[0]).toMatchObject({ title: 'Service', origin: 'built-in' });
  });

  it('are kept as they were written, whatever is read of them', () => {
    const strange = {
      ...dashboard('odd', 'Odd'),
      refresh: null,
      panels: [{ type: 'graph', targets: [{ rawSql: 'x' }], z: [1] }],
    };
    dashboards.save(strange);
    expect(dashboards.read('odd')!.json).toEqual(strange);
    expect(dashboards.get('odd')!.panels[0]).toMatchObject({ type: 'timeseries', targets: [{ refId: 'A', expr: '' }] });
  });
});
