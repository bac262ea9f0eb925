import { useContext, useState } from 'react';
import { type Panel, reasonOf } from '../../core/shared/index.ts';
import {
  type ChartTheme,
  chartTheme,
  copyPicture,
  drawSingle,
  pageCanvas,
  type Picture,
  pictureName,
  savePicture,
} from '../charts/index.ts';
import { Button, Dialog, Icon, type IconName, useToast } from '../controls/index.ts';
import { rangeText } from '../format/index.ts';
import { navigate, useAddress, useTheme, withTime } from '../session/index.ts';
import { newAlertAddress } from './new-alert-address.ts';
import { MenuMark } from './panel-marks.tsx';
import { QueryDetails } from './query-details.tsx';
import type { QueryPlan } from './query-plan.ts';
import { SurroundingsContext } from './surroundings.ts';

interface PanelMenuProps {
  panel: Panel;
  plan: QueryPlan | null;
  draw: (theme: ChartTheme) => Picture;
  sizeOf: () => { width: number; height: number };
}

/** Device pixels per px of a saved picture: sharp in print and on dense screens. */
const ratio = 2;

/** What can be done with a panel: a picture of it in a file or on the clipboard, and what it asks. */
export function PanelMenu({ panel, plan, draw, sizeOf }: PanelMenuProps) {
  const [showsQuery, setShowsQuery] = useState(false);
  const say = useToast();
  const { theme } = useTheme();
  const { dashboardUid } = useContext(SurroundingsContext);
  const address = useAddress();
  const title = panel.title ?? 'Panel';
  const alertAddress = newAlertAddress(panel, plan, dashboardUid);

  const canvas = () => {
    const colors = chartTheme(theme);
    const { width, height } = sizeOf();
    const range = plan ? rangeText(plan.fromMs, plan.toMs) : '';
    return drawSingle(draw(colors), { width, height, range }, colors, ratio, pageCanvas);
  };
  const save = async () => savePicture(canvas(), pictureName([title]));
  const copy = async () => copyPicture(canvas());
  const complain = (error: unknown) => say(`The picture could not be made: ${reasonOf(error)}`, 'bad');

  const choices: { text: string; icon: IconName; act: () => void }[] = [
    { text: 'Save as PNG', icon: 'camera', act: () => void save().catch(complain) },
    { text: 'Copy picture', icon: 'copy', act: () => void copy().then(() => say('Picture copied'), complain) },
    { text: 'View query', icon: 'dashboard', act: () => setShowsQuery(true) },
    ...(alertAddress === null
      ? []
      : [
          {
            text: 'Alert when this is above…',
            icon: 'bell' as const,
            act: () => navigate(withTime(alertAddress, address)),
          },
        ]),
  ];
  return (
    <div className="panel-tools">
      <span className="panel-mark quiet">
        <Button icon="camera" aria-label={`Save ${title} as PNG`} onClick={() => void save().catch(complain)} />
      </span>
      <MenuMark title={title}>
        {(close) => (
          <ul className="panel-choices">
            {choices.map(({ text, icon, act }) => (
              <li key={text}>
                <button
                  type="button"
                  onClick={() => {
                    close();
                    act();
                  }}
                >
                  <Icon name={icon} size={14} /> {text}
                </button>
              </li>
            ))}
          </ul>
        )}
      </MenuMark>
      <Dialog title={`Queries of ${title}`} open={showsQuery} onClose={() => setShowsQuery(false)}>
        <QueryDetails panel={panel} plan={plan} />
      </Dialog>
    </div>
  );
}
