export { describeExit, forkNode } from './child.ts';
export { lockDirectory } from './directory-lock.ts';
export { createLoadRuns, type LoadRunRecorder, type LoadRuns } from './load-runs.ts';
export { ownerOfPort, portIsFree } from './port.ts';
export { type Backoff, createBackoff, createRestartPolicy, type RestartPolicy } from './restart-policy.ts';
export { type SupervisedService, superviseService } from './supervised-service.ts';
