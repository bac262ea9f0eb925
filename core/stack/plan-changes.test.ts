import { array, assert, constantFrom, option, property, record, uniqueArray, uuid } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StackServiceName, stackServiceNames } from '../shared/index.ts';
import { planChanges, type Present, type Wanted } from './plan-changes.ts';

const nameOf = (service: StackServiceName) => `telltale-${service}`;
const ours = (service: StackServiceName, spec: string, status: string): Present => ({
  id: `${service} ${spec}`,
  name: nameOf(service),
  ours: { service, spec },
  status,
});

describe('the plan', () => {
  it('creates what is not there, in start order', () => {
    const wanted = (['grafana', 'prometheus', 'node-exporter'] as const).map((service) => ({ service, spec: 'a' }));
    expect(planChanges(wanted, [], nameOf)).toEqual([
      { kind: 'create', service: 'node-exporter' },
      { kind: 'create', service: 'prometheus' },
      { kind: 'create', service: 'grafana' },
    ]);
  });

  it('leaves alone what runs as wanted, and starts what stopped', () => {
    const wanted = [{ service: 'prometheus', spec: 'a' } as const];
    expect(planChanges(wanted, [ours('prometheus', 'a', 'running')], nameOf)).toEqual([]);
    expect(planChanges(wanted, [ours('prometheus', 'a', 'exited')], nameOf)).toEqual([
      { kind: 'start', service: 'prometheus', id: 'prometheus a' },
    ]);
  });

  it('makes anew what was made from something else', () => {
    expect(planChanges([{ service: 'prometheus', spec: 'b' }], [ours('prometheus', 'a', 'running')], nameOf)).toEqual([
      { kind: 'remove', service: 'prometheus', id: 'prometheus a' },
      { kind: 'create', service: 'prometheus' },
    ]);
  });

  it('stops in reverse of the start order what is not wanted', () => {
    const present = [
      ours('prometheus', 'a', 'running'),
      ours('grafana', 'a', 'running'),
      ours('cadvisor', 'a', 'exited'),
    ];
    expect(planChanges([], present, nameOf).map(({ kind, service }) => `${kind} ${service}`)).toEqual([
      'stop grafana',
      'stop prometheus',
    ]);
  });

  it('refuses where somebody else has the name', () => {
    const foreign: Present = { id: 'f', name: nameOf('prometheus'), ours: null, status: 'running' };
    expect(planChanges([{ service: 'prometheus', spec: 'a' }], [foreign], nameOf)).toEqual([
      { kind: 'refuse', service: 'prometheus', name: foreign.name },
    ]);
  });

  it('never touches a container that is not ours, whatever there is', () => {
    const service = constantFrom(...stackServiceNames);
    const container = record({
      id: uuid(),
      name: service.map(nameOf),
      ours: option(record({ service, spec: constantFrom('a', 'b') })),
      status: constantFrom('running', 'exited', 'created', 'paused', 'restarting'),
    });
    const wanted = uniqueArray(record({ service, spec: constantFrom('a', 'b') }), {
      selector: (one) => one.service,
    });
    const touchesForeign = (wanted: Wanted[], present: Present[]) => {
      const foreign = new Set(present.filter(({ ours }) => ours === null).map(({ id }) => id));
      return planChanges(wanted, present, nameOf).some((change) => 'id' in change && foreign.has(change.id));
    };
    expect(() =>
      assert(property(wanted, array(container), (wanted, present) => !touchesForeign(wanted, present))),
    ).not.toThrow();
  });
});
