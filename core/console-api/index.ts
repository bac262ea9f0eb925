export { type ConsoleServer, createConsoleServer } from './console-server.ts';
export { createEventHub, type EventHub } from './event-hub.ts';
export type { Handlers } from './table.ts';
