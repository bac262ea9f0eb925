export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A 2D context: a canvas of the page, an off-screen one, or one of a canvas library without a page. */
export type Brush = CanvasRenderingContext2D;
