import { PredictionLogPage, type Prediction } from '../shared/index.ts';
import { createLogPuller, type LogCursor, type LogPuller, type LogPullerOptions, type LogSink } from './log-puller.ts';

export type PredictionCursor = LogCursor;
export type PredictionSink = LogSink<Prediction>;
export type PredictionPuller = LogPuller;

export interface PredictionPullerOptions extends Pick<
  LogPullerOptions<Prediction, PredictionLogPage>,
  'serviceUrl' | 'token' | 'sink' | 'intervalMs' | 'log'
> {
  onAdded?: (added: number) => void;
}

/** Pulls the service's prediction log, see log-puller.ts. */
export const createPredictionPuller = ({ onAdded, ...options }: PredictionPullerOptions): PredictionPuller =>
  createLogPuller<Prediction, PredictionLogPage>({
    ...options,
    name: 'predictions',
    records: 'predictions',
    path: '/internal/predictions',
    page: PredictionLogPage,
    onPage: (_page, added) => {
      if (added > 0) onAdded?.(added);
    },
  });
