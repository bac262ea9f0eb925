import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Dashboards, openDashboards } from '../dashboards/index.ts';
import { dashboardHandlers } from './dashboards-api.ts';
import { dashboardFiles } from './dashboards-files.ts';
import { ImportRequest } from '../shared/index.ts';

let root: string;
let dashboards: Dashboards;
let handlers: ReturnType<typeof dashboardHandlers>;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'telltale-import-'));
  dashboards = openDashboards({ builtInDir: join(import.meta.dirname, '../../assets/dashboards'), userDir: root });
  handlers = dashboardHandlers(dashboards);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const take = (request: object) => handlers.importDashboard(ImportRequest.parse(request));
const exported = async (path: string) => {
  const app = fastify();
  await app.register(dashboardFiles({ dashboards, ruleGroups: () => [] }));
  return app.inject(`/api/console/dashboards/${path}`);
};

/** As people write them: no ids, a data source by its name, fields of plug-ins nobody knows, old panels. */
const wild = {
  id: null,
  title: 'From the wild',
  schemaVersion: 27,
  refresh: null,
  style: 'dark',
  iteration: 1600000000000,
  templating: { list: [{ name: 'job', type: 'query', current: { selected: true } }] },
  panels: [
    {
      type: 'graph',
      title: 'Old',
      datasource: 'prometheus',
      targets: [{ expr: 'up' }],
      yaxes: [{ format: 's' }],
      bars: true,
    },
    { type: 'nodeGraph', options: { nodes: { mainStatUnit: 'x' } }, targets: [{ rawSql: 'select 1', refId: 'Q' }] },
    { type: 'row', collapsed: true, panels: [{ type: 'singlestat', format: 'none', valueName: 'avg' }] },
  ],
  'x-custom': { keep: ['me', 1.5, null] },
};

describe('taking a dashboard in', () => {
  it('keeps everything it does not know, and gives the same JSON out again', async () => {
    const reply = take({ text: JSON.stringify(wild) });
    expect(reply).toMatchObject({
      saved: true,
      replaces: null,
      dashboard: { uid: 'from-the-wild', title: 'From the wild', panels: 3, origin: 'own' },
      notices: [expect.stringContaining('nodeGraph')],
    });
    expect((await exported('from-the-wild/export')).json()).toEqual({ ...wild, uid: 'from-the-wild' });
  });

  it('takes the body alone, and what Grafana itself takes', () => {
    expect(take(wild).dashboard.uid).toBe('from-the-wild');
    expect(take({ dashboard: { ...wild, uid: 'two' }, overwrite: true, folderUid: 'x' }).dashboard.uid).toBe('two');
  });

  it('fills in the places a shared dashboard leaves open', async () => {
    const shared = {
      __inputs: [
        { name: 'DS_PROM', type: 'datasource', label: 'Prometheus', pluginId: 'prometheus' },
        { name: 'VAR_APP', type: 'constant', label: 'App', value: 'food11' },
      ],
      __requires: [],
      uid: 'shared',
      title: 'Shared',
      panels: [
        {
          type: 'stat',
          datasource: { type: 'prometheus', uid: '${DS_PROM}' },
          targets: [{ expr: 'up{job="${VAR_APP}"}' }],
        },
      ],
    };
    const check = take({ dashboard: shared, check: true });
    expect(check).toMatchObject({
      saved: false,
      inputs: [
        { name: 'DS_PROM', value: 'prometheus' },
        { name: 'VAR_APP', value: 'food11' },
      ],
    });
    expect(dashboards.get('shared')).toBeNull();
    take({ dashboard: shared, inputs: [{ name: 'VAR_APP', type: 'constant', value: 'other' }] });
    expect((await exported('shared/export')).json()).toEqual({
      uid: 'shared',
      title: 'Shared',
      panels: [
        { type: 'stat', datasource: { type: 'prometheus', uid: 'prometheus' }, targets: [{ expr: 'up{job="other"}' }] },
      ],
    });
  });

  it('does not replace what is there unless told to, or keeps both', () => {
    take({ dashboard: { ...wild, uid: 'mine' } });
    const again = { dashboard: { ...wild, uid: 'mine', title: 'Newer' } };
    expect(() => take(again)).toThrow(/"From the wild" has the uid "mine" already/);
    expect(take({ ...again, check: true }).replaces).toBe('From the wild');
    expect(take({ ...again, asCopy: true }).dashboard.uid).toBe('newer');
    expect(take({ ...again, overwrite: true }).dashboard).toMatchObject({ uid: 'mine', title: 'Newer' });
  });

  it.each([
    ['{"title": "x",\n  "panels": [1,]}', /line 2, column 15: a comma stands before \]/],
    ['{"title": "x"}', /no "panels"/],
  ])('says what is wrong with %s', (text, says) => {
    expect(() => take({ text })).toThrow(says);
  });
});

describe('changing and deleting', () => {
  it('puts whole JSON in the place of what is there', async () => {
    const { json } = dashboards.read('food11-drift')!;
    expect(
      handlers.saveDashboard({ uid: 'food11-drift', dashboard: { ...json, title: 'Mine', extra: 1 } }),
    ).toMatchObject({
      dashboard: { title: 'Mine', origin: 'changed' },
    });
    expect((await exported('food11-drift/export')).json()).toEqual({ ...json, title: 'Mine', extra: 1 });
    expect(handlers.deleteDashboard({ uid: 'food11-drift' })).toEqual({ restored: true });
    expect(() => handlers.deleteDashboard({ uid: 'food11-drift' })).toThrow(/comes with Telltale/);
    expect(() => handlers.deleteDashboard({ uid: 'nope' })).toThrow(/no dashboard/);
  });
});

describe('giving dashboards away', () => {
  it('for sharing, with a place for the data source', async () => {
    const reply = await exported('food11-service/export?for=sharing&download=1');
    expect(reply.headers['content-disposition']).toBe('attachment; filename="food11-service.json"');
    const json = reply.json<Record<string, unknown>>();
    expect(json['__inputs']).toMatchObject([{ name: 'DS_PROMETHEUS', pluginId: 'prometheus' }]);
    expect(reply.body).toContain('"uid": "${DS_PROMETHEUS}"');
    // What was given away can be taken in again, and is what it was.
    take({ dashboard: { ...json, uid: 'back' } });
    const { uid: _, id: __, ...rest } = dashboards.read('food11-service')!.json;
    expect(dashboards.read('back')!.json).toMatchObject(rest);
  });

  it('all at once as the files of a Grafana', async () => {
    const reply = await exported('bundle.zip');
    expect(reply.headers['content-type']).toBe('application/zip');
    const files = Object.keys(unzipSync(reply.rawPayload));
    expect(files).toEqual(
      expect.arrayContaining(['dashboards/food11-service.json', 'provisioning/datasources/telltale.yaml']),
    );
  });
});
