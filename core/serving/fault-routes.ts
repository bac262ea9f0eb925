import type { FastifyInstance } from 'fastify';
import { Faults } from '../shared/index.ts';
import type { FaultInjector } from './faults.ts';
import { addJsonScope, checked } from './json-scope.ts';

/** How the monitor turns faults on and off. Under /internal, so guarded by access.ts. */
export function addFaultRoutes(app: FastifyInstance, faults: FaultInjector): void {
  app.get('/internal/faults', () => ({ faults: faults.active() }));
  addJsonScope(app, (scope) => {
    scope.put('/internal/faults', (request) => {
      faults.set(checked(Faults, request.body));
      return { faults: faults.active() };
    });
  });
}
