export { startService, type RunningService } from './service.ts';
