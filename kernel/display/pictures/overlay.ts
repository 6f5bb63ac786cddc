import type { NumberList } from "../numbers/number-statistics.js";
import type { Canvas } from "./canvas.js";

/** What is drawn over an image: a class for each pixel, where 0 is the background, and boxes. */
export interface Overlay {
  readonly mask?: NumberList;
  readonly boxes?: readonly OverlayBox[];
}

/** Edges in pixels of the image. */
export interface OverlayBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** boxes of one label have one colour */
  readonly label?: number;
}

export interface OverlayPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** canvas pixels for each pixel of the image */
  readonly scale: number;
}

const MASK_ALPHA = 0.5;
/** hues that stand out on photographs, told apart by the colour-blind */
const COLOURS: readonly (readonly [number, number, number])[] = [
  [255, 176, 0],
  [0, 190, 255],
  [254, 97, 0],
  [0, 230, 118],
  [220, 38, 127],
  [120, 94, 240],
];

/** Tints the pixels of each class and frames the boxes, on a canvas of three or four channels. */
export function drawOverlay(canvas: Canvas, overlay: Overlay, place: OverlayPlace): void {
  const { mask, boxes } = overlay;
  if (mask !== undefined) drawMask(canvas, mask, place);
  for (const box of boxes ?? []) drawBox(canvas, box, place);
}

export function colourOf(index: number): readonly [number, number, number] {
  const wrapped = ((Math.trunc(index) % COLOURS.length) + COLOURS.length) % COLOURS.length;
  return COLOURS[wrapped] as readonly [number, number, number];
}

function drawMask(canvas: Canvas, mask: NumberList, place: OverlayPlace): void {
  const { left, top, width, height, scale } = place;
  const drawnWidth = Math.max(1, Math.round(width * scale));
  const drawnHeight = Math.max(1, Math.round(height * scale));
  for (let y = 0; y < drawnHeight; y++) {
    const row = Math.min(height - 1, Math.floor(y / scale)) * width;
    for (let x = 0; x < drawnWidth; x++) {
      const value = mask[row + Math.min(width - 1, Math.floor(x / scale))] as number;
      if (value > 0) blend(canvas, left + x, top + y, colourOf(value - 1), MASK_ALPHA);
    }
  }
}

function drawBox(canvas: Canvas, box: OverlayBox, place: OverlayPlace): void {
  const { left, top, width, height, scale } = place;
  const across = (x: number) => Math.round(Math.min(width, Math.max(0, x)) * scale);
  const down = (y: number) => Math.round(Math.min(height, Math.max(0, y)) * scale);
  const [x1, x2] = [across(box.left), Math.max(across(box.left), across(box.right) - 1)];
  const [y1, y2] = [down(box.top), Math.max(down(box.top), down(box.bottom) - 1)];
  if (![x1, x2, y1, y2].every(Number.isFinite)) return;
  const colour = colourOf(box.label ?? 0);
  const thick = scale >= 2 ? 2 : 1;
  for (let inset = 0; inset < thick; inset++) {
    for (let x = x1; x <= x2; x++) {
      blend(canvas, left + x, top + Math.min(y1 + inset, y2), colour, 1);
      blend(canvas, left + x, top + Math.max(y2 - inset, y1), colour, 1);
    }
    for (let y = y1; y <= y2; y++) {
      blend(canvas, left + Math.min(x1 + inset, x2), top + y, colour, 1);
      blend(canvas, left + Math.max(x2 - inset, x1), top + y, colour, 1);
    }
  }
}

function blend(
  { width, height, channels, pixels }: Canvas,
  x: number,
  y: number,
  colour: readonly [number, number, number],
  alpha: number,
): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const at = (y * width + x) * channels;
  for (let channel = 0; channel < 3; channel++) {
    const under = pixels[at + channel] as number;
    pixels[at + channel] = Math.round(under + ((colour[channel] as number) - under) * alpha);
  }
  if (channels === 4) pixels[at + 3] = 255;
}
