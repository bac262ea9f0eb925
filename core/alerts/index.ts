export type { AlertSink, OutgoingAlert } from './outgoing-alert.ts';
export * from './notify/index.ts';
