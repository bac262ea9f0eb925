export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A 2D context: a canvas of the page, an off-screen one, or one of a canvas library without a page. */
export type Brush = CanvasRenderingContext2D;

/** Known by the DOM's name for it; a canvas library's does as well, as far as drawing goes. */
export type Canvas = HTMLCanvasElement;

/** Makes an empty canvas of so many device pixels. */
export type CanvasMaker = (width: number, height: number) => Canvas;

/** Something to draw on, in px. */
export interface Surface {
  brush: Brush;
  /** Device pixels of a px, for what cannot be drawn with `brush` itself. */
  ratio: number;
  /** Another canvas of the same kind. */
  make: CanvasMaker;
}
