import { useState } from 'react';
import { type Dashboard, reasonOf } from '../../core/shared/index.ts';
import { chartTheme, copyPicture, drawSheet, pictureName, savePicture } from '../charts/index.ts';
import { Button, Toggle, useToast } from '../controls/index.ts';
import { momentText, rangeText } from '../format/index.ts';
import { useTheme, useTimeRange } from '../session/index.ts';
import { boxOf, gapPx, type Placed, rowPx } from './dashboard-layout.ts';
import { NotesDialog } from './notes-dialog.tsx';
import type { PictureStore } from './picture-store.ts';

interface DashboardToolsProps {
  dashboard: Dashboard;
  placed: readonly Placed[];
  pictures: PictureStore;
  showsBands: boolean;
  onShowBands(shows: boolean): void;
}

/** Px of a whole dashboard in a picture, whatever the window's: pictures of one dashboard can be laid side by side. */
const sheetWidth = 1600;
const ratio = 2;

/** What concerns the dashboard as a whole: marks behind the charts, and a picture of everything. */
export function DashboardTools({ dashboard, placed, pictures, showsBands, onShowBands }: DashboardToolsProps) {
  const say = useToast();
  const [isNoting, setNoting] = useState(false);
  const { theme } = useTheme();
  const { resolve, seenAtMs } = useTimeRange();

  const sheet = () => {
    const colors = chartTheme(theme);
    const { fromMs, toMs } = resolve(seenAtMs);
    const rows = Math.max(1, ...placed.map(({ y, h }) => y + h));
    return drawSheet(
      {
        title: dashboard.title,
        range: rangeText(fromMs, toMs),
        source: `Telltale, ${momentText(Date.now())}`,
        width: sheetWidth,
        height: rows * (rowPx + gapPx) - gapPx,
        items: placed.flatMap((each) => {
          const picture = each.panel.type === 'row' ? null : pictures.get(each.panel, colors);
          return picture ? [{ picture, box: boxOf(each, sheetWidth) }] : [];
        }),
        headings: placed
          .filter(({ panel }) => panel.type === 'row')
          .map((each) => ({ text: each.panel.title ?? '', y: boxOf(each, sheetWidth).y })),
      },
      colors,
      ratio,
    );
  };
  const complain = (error: unknown) => say(`The picture could not be made: ${reasonOf(error)}`, 'bad');
  const save = async () => savePicture(sheet(), pictureName([dashboard.title]));
  const copy = async () => copyPicture(sheet());

  return (
    <div className="dashboard-tools">
      <Toggle checked={showsBands} onChange={onShowBands}>
        Load runs, outages, drift, notes
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
