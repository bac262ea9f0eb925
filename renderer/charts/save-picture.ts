import { formatDateTime } from '../format/index.ts';

const toPng = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    const give = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new Error('The picture could not be made: it is too large for this browser.'));
    canvas.toBlob(give, 'image/png');
  });

/** A name that sorts and says what is in the file: `food11-service-request-duration-2026-11-20-103015.png`. */
export function pictureName(parts: readonly string[], atMs = Date.now()): string {
  const words = parts
    .join(' ')
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? ['telltale'];
  return `${words.join('-').slice(0, 100)}-${formatDateTime(atMs, 'YYYY-MM-DD-HHmmss')}.png`;
}

/** Hands the picture to the browser as a download. */
export async function savePicture(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const url = URL.createObjectURL(await toPng(canvas));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the data by the next turn of the loop; slow disks get a minute.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Puts the picture on the clipboard, to be pasted into a report. */
export async function copyPicture(canvas: HTMLCanvasElement): Promise<void> {
  if (!('clipboard' in navigator) || typeof ClipboardItem === 'undefined') {
    throw new Error('This browser does not let a page copy pictures here. Save the PNG instead.');
  }
  // The promise goes in as it is: Safari refuses a clipboard that is written after an await.
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': toPng(canvas) })]);
}
