export { findEngine, type FoundEngine } from './engine/find-engine.ts';
export { createHostAccess } from './host-access.ts';
export { createMetricsListener, type MetricsSource } from './metrics-listener.ts';
export { namesOf } from './names.ts';
export { composeFiles } from './provisioning/compose-file.ts';
export type { ProvisioningSources } from './provisioning/provisioned-files.ts';
export { createProvisioner } from './provisioning/provisioner.ts';
export { createStack, defaultStackOptions, type Stack } from './stack.ts';
