import { useState } from 'react';
import { type Dashboard, reasonOf } from '../../core/shared/index.ts';
import { chartTheme, copyPicture, drawSheet, pageCanvas, pictureName, savePicture } from '../charts/index.ts';
import { Button, Toggle, useToast } from '../controls/index.ts';
import { rangeText } from '../format/index.ts';
import { useTheme, useTimeRange } from '../session/index.ts';
import type { Placed } from './dashboard-layout.ts';
import { NotesDialog } from './notes-dialog.tsx';
import type { PictureStore } from './picture-store.ts';
import { sheetOf, sourceText } from './sheet-of.ts';
import type { ResolvedVariable } from './variables/resolve-variables.ts';

interface DashboardToolsProps {
  dashboard: Dashboard;
  placed: readonly Placed[];
  resolved: readonly ResolvedVariable[];
  pictures: PictureStore;
  showsBands: boolean;
  onShowBands(shows: boolean): void;
}

/** Px of a whole dashboard in a picture, whatever the window's: pictures of one dashboard can be laid side by side. */
const sheetWidth = 1600;
const ratio = 2;

/** What concerns the dashboard as a whole: marks behind the charts, and a picture of everything. */
export function DashboardTools({
  dashboard,
  placed,
  resolved,
  pictures,
  showsBands,
  onShowBands,
}: DashboardToolsProps) {
  const say = useToast();
  const [isNoting, setNoting] = useState(false);
  const { theme } = useTheme();
  const { resolve, seenAtMs } = useTimeRange();

  const sheet = () => {
    const colors = chartTheme(theme);
    const { fromMs, toMs } = resolve(seenAtMs);
    const head = {
      title: dashboard.title,
      range: rangeText(fromMs, toMs),
      source: sourceText(Date.now(), resolved),
      width: sheetWidth,
    };
    return drawSheet(
      sheetOf(head, placed, (panel) => pictures.get(panel, colors)),
      colors,
      ratio,
      pageCanvas,
    );
  };
  const complain = (error: unknown) => say(`The picture could not be made: ${reasonOf(error)}`, 'bad');
  const save = async () => savePicture(sheet(), pictureName([dashboard.title]));
  const copy = async () => copyPicture(sheet());

  return (
    <div className="dashboard-tools">
      <Toggle checked={showsBands} onChange={onShowBands}>
        Load runs, outages, drift, alerts, notes
      </Toggle>
      <Button icon="add" look="quiet" onClick={() => setNoting(true)}>
        Note
      </Button>
      <NotesDialog open={isNoting} onClose={() => setNoting(false)} />
      <Button icon="copy" look="quiet" onClick={() => void copy().then(() => say('Picture copied'), complain)}>
        Copy picture
      </Button>
      <Button icon="camera" onClick={() => void save().catch(complain)}>
        Save as PNG
      </Button>
    </div>
  );
}
