import type { Scene } from '../scene.ts';
import { drift } from './drift.ts';
import { errorAlert } from './error-alert.ts';
import { infrastructure } from './infrastructure.ts';
import { predictions } from './predictions.ts';
import { serviceLoad } from './service-load.ts';

/** Every scene, in the order of the tutorial. */
export const scenes: readonly Scene[] = [serviceLoad, errorAlert, predictions, infrastructure, drift];
