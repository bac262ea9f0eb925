import type { Scenario, ScenarioMode } from '../shared/index.ts';
import type { Scene } from './scene.ts';

/** A scene as it is told before anybody starts it. */
export function describeScene(scene: Scene, scrapeIntervalMs: number): Scenario {
  const walk = (mode: ScenarioMode) => ({
    aboutMs: scene.aboutMs(mode),
    steps: scene
      .steps({ mode, scrapeIntervalMs, threshold: scene.threshold ? 'fitting' : 0 })
      .map(({ title, text, ends, withinMs, look }) => ({ title, text, ends, withinMs, look })),
  });
  const { name, title, text, dashboard, threshold = null } = scene;
  return { name, title, text, dashboard, fast: walk('fast'), real: walk('real'), threshold };
}
