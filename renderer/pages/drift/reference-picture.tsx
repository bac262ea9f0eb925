import type { DriftStatus } from '../../../core/shared/index.ts';

const shownPx = 40;

interface ReferencePictureProps {
  row: number;
  pictures: NonNullable<DriftStatus['referencePictures']>;
}

/** One reference row's picture: a window onto the sheet of all of them, which is fetched once. */
export function ReferencePicture({ row, pictures: { columns } }: ReferencePictureProps) {
  const [x, y] = [row % columns, Math.floor(row / columns)];
  return (
    <span className="reference-picture">
      <img
        src="/api/console/drift/reference-pictures"
        alt={`Reference row ${row}`}
        style={{ width: shownPx * columns, left: -x * shownPx, top: -y * shownPx }}
      />
    </span>
  );
}
