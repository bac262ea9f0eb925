export type { AlertSink, OutgoingAlert } from './outgoing-alert.ts';
