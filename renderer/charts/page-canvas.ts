import type { Canvas } from '../drawing/index.ts';

/** A canvas of the page that is not shown in it. */
export function pageCanvas(width: number, height: number): Canvas {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
