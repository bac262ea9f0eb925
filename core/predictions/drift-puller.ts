import { DriftReadingPage, type DriftReading, type DriftStatus } from '../shared/index.ts';
import { createLogPuller, type LogPuller, type LogPullerOptions } from './log-puller.ts';

export interface DriftPullerOptions extends Pick<
  LogPullerOptions<DriftReading, DriftReadingPage>,
  'serviceUrl' | 'token' | 'sink' | 'intervalMs' | 'log'
> {
  /** Called after every pull: how the detector is, and how many readings were new. */
  onPulled(status: DriftStatus, added: number): void;
}

/** Pulls the service's drift readings, and with them how its detector is, see log-puller.ts. */
export const createDriftPuller = ({ onPulled, ...options }: DriftPullerOptions): LogPuller =>
  createLogPuller<DriftReading, DriftReadingPage>({
    ...options,
    name: 'drift readings',
    records: 'drift readings',
    path: '/internal/drift',
    page: DriftReadingPage,
    onPage: ({ status }, added) => onPulled(status, added),
  });
