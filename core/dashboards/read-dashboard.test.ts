import { describe, expect, it } from 'vitest';
import { readDashboard } from './read-dashboard.ts';
import { slug } from './slug.ts';

const classic = { title: 'Food11 Prediction Monitoring', schemaVersion: 38, panels: [{ type: 'stat' }] };
const read = (json: unknown) => readDashboard(JSON.stringify(json)).dashboard;

describe('reading a dashboard', () => {
  it('takes classic JSON and keeps what it does not know', () => {
    const dashboard = read({ ...classic, uid: 'mine', fiscalYearStartMonth: 3, panels: [{ type: 'x', strange: [1] }] });
    expect(dashboard).toMatchObject({ uid: 'mine', fiscalYearStartMonth: 3, panels: [{ type: 'x', strange: [1] }] });
  });

  it.each([{ id: null }, { uid: '' }, { uid: null }])('makes a uid from the title when it has none: %o', (extra) => {
    expect(read({ ...classic, ...extra }).uid).toBe('food11-prediction-monitoring');
  });

  it('takes it out of the envelope of the API and of a V1 resource', () => {
    expect(read({ dashboard: classic, meta: {}, overwrite: true }).title).toBe(classic.title);
    const resource = { apiVersion: 'dashboard.grafana.app/v1beta1', kind: 'Dashboard', metadata: { name: 'u1' } };
    expect(read({ ...resource, spec: classic }).uid).toBe('u1');
  });

  it.each([
    ['{"title": "x",\n "panels": [}', /not JSON: line 2, column 13: a value is expected, not "}"/],
    ['[1, 2]', /not an object/],
    ['{"title": "x"}', /no "panels"/],
    ['{"panels": []}', /neither a "uid" nor a "title"/],
    ['{"title": "x", "panels": [{"title": "no type"}]}', /panels\.0\.type/],
    ['{"title": "x", "rows": []}', /before Grafana 5/],
  ])('says what is wrong with %s', (text, sentence) => {
    expect(() => readDashboard(text)).toThrow(sentence);
  });

  it('keeps uids within what Grafana allows', () => {
    expect(slug('Größe & Tempo — 2026')).toBe('gro-e-tempo-2026');
    expect(slug('a'.repeat(60))).toHaveLength(40);
  });
});
