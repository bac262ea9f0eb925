import { useState } from 'react';
import {
  isScenarioOver,
  type Scenario,
  type ScenarioMode,
  type ScenarioRun,
  type ScenarioThreshold,
} from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Badge, Button, ErrorNote, Icon } from '../../controls/index.ts';
import { ageText, spanText, useNow } from '../../session/index.ts';
import { Card } from '../card.tsx';
import { runWords, sceneIcons } from './scenario-words.ts';

interface SceneCardProps {
  scenario: Scenario;
  number: number;
  /** The latest run of this scenario. */
  last: ScenarioRun | undefined;
  /** Whether some scenario is under way: there is one at a time. */
  isBusy: boolean;
  onStarted(run: ScenarioRun): void;
}

/** One scenario: what it shows, how long that takes, and a button for either pace. */
export function SceneCard({ scenario, number, last, isBusy, onStarted }: SceneCardProps) {
  const { name, title, text, fast, real, threshold } = scenario;
  const start = useChange('startScenario', ['scenarioRuns']);
  const [chosen, setChosen] = useState<ScenarioThreshold>('fitting');
  const begin = (mode: ScenarioMode) =>
    start.mutate(
      { scenario: name, mode, ...(threshold ? { threshold: chosen } : {}) },
      { onSuccess: ({ run }) => onStarted(run) },
    );
  return (
    <Card
      className="scene-card"
      title={`${number}. ${title}`}
      actions={<LastVerdict run={last} />}
      note={<Icon name={sceneIcons[name]} />}
    >
      <p className="scene-text">{text}</p>
      <details>
        <summary>{real.steps.length} steps</summary>
        <ol>
          {real.steps.map((step, index) => (
            <li key={index}>
              <strong>{step.title}.</strong> <span className="muted">{step.text}</span>
            </li>
          ))}
        </ol>
      </details>
      {threshold && (
        <ThresholdChoice tutorial={threshold.tutorial} unit={threshold.unit} chosen={chosen} onChoose={setChosen} />
      )}
      <div className="actions">
        <Button
          look="primary"
          icon="play"
          disabled={isBusy}
          busy={start.isPending && start.variables.mode === 'fast'}
          onClick={() => begin('fast')}
        >
          Fast, {spanText(fast.aboutMs)}
        </Button>
        <Button
          icon="clock"
          disabled={isBusy}
          busy={start.isPending && start.variables.mode === 'real'}
          onClick={() => begin('real')}
        >
          As in the tutorial, {spanText(real.aboutMs)}
        </Button>
      </div>
      {start.error && <ErrorNote title="The scenario could not start" message={start.error.message} />}
    </Card>
  );
}

function LastVerdict({ run }: { run: ScenarioRun | undefined }) {
  const nowMs = useNow();
  if (!run) return null;
  const { tone, text } = runWords[run.state];
  const age = isScenarioOver(run) ? ` ${ageText(run.endedAtMs ?? run.startedAtMs, nowMs)}` : '';
  return <Badge tone={tone}>{`${text}${age}`}</Badge>;
}

interface ThresholdChoiceProps {
  tutorial: number;
  unit: string;
  chosen: ScenarioThreshold;
  onChoose(threshold: ScenarioThreshold): void;
}

function ThresholdChoice({ tutorial, unit, chosen, onChoose }: ThresholdChoiceProps) {
  return (
    <label className="field">
      Threshold of the alert
      <select
        className="select"
        value={String(chosen)}
        onChange={({ target }) => onChoose(target.value === 'fitting' ? 'fitting' : Number(target.value))}
      >
        <option value="fitting">One that fits this machine, measured first</option>
        <option value={tutorial}>{`The tutorial's: ${tutorial} ${unit}`}</option>
      </select>
    </label>
  );
}
