import { Icon } from '../../controls/index.ts';
import { Card } from '../card.tsx';

/** What all scenarios have in common, and how to run them without this page. */
export function AboutCard() {
  return (
    <Card className="scene-card" title="How they work" note={<Icon name="info" />}>
      <ul className="scene-facts">
        <li>Each step does something to the service, says where to look, and ends when its condition is met.</li>
        <li>One runs at a time, ends by itself, and leaves nothing on: no load, no faults, no rules.</li>
        <li>Its steps are noted on every chart; a picture and a summary go into the folder captures.</li>
        <li>
          In a terminal: <code>npm run scenario -- drift --fast</code>
        </li>
      </ul>
    </Card>
  );
}
