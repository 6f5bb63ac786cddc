/** What the four numbers of a bounding box are; `rel_` formats count in parts of the image's size. */
export type BoxFormat =
  | "xyxy"
  | "yxyx"
  | "xywh"
  | "center_xywh"
  | "center_yxhw"
  | "rel_xyxy"
  | "rel_yxyx"
  | "rel_xywh"
  | "rel_center_xywh";

/** The formats, under Keras's names. */
export const BOX_FORMATS = [
  "xyxy",
  "yxyx",
  "xywh",
  "center_xywh",
  "center_yxhw",
  "rel_xyxy",
  "rel_yxyx",
  "rel_xywh",
  "rel_center_xywh",
] as const satisfies readonly BoxFormat[];

/** Where boxes come from and go to, and the image's size in pixels. */
export interface BoxConversion {
  readonly from: BoxFormat;
  readonly to: BoxFormat;
  readonly height: number;
  readonly width: number;
}

type Corners = [x1: number, y1: number, x2: number, y2: number];
type Layout = "xyxy" | "yxyx" | "xywh" | "center_xywh" | "center_yxhw";

/**
 * Boxes, four numbers each, in another format. Float32.
 *
 * @example
 * import { ops } from "preplab";
 * const size = { height: 10, width: 20 };
 * const boxes = Float32Array.of(2, 1, 6, 5);
 * console.log(ops.convertBoxes(boxes, { from: "xyxy", to: "center_xywh", ...size }).join()); // 4,3,4,4
 */
export function convertBoxes(
  boxes: ArrayLike<number>,
  { from, to, height, width }: BoxConversion,
): Float32Array {
  const converted = Float32Array.from(boxes);
  if (from === to) return converted;
  const read = READERS[layoutOf(from)];
  const write = WRITERS[layoutOf(to)];
  const [toX, toY] = isRelative(from) ? [width, height] : [1, 1];
  const [fromX, fromY] = isRelative(to) ? [width, height] : [1, 1];
  for (let i = 0; i < converted.length; i += 4) {
    const [a, b, c, d] = converted.subarray(i, i + 4) as unknown as Corners; // four numbers
    const [x1, y1, x2, y2] = read(a, b, c, d);
    converted.set(
      write((x1 * toX) / fromX, (y1 * toY) / fromY, (x2 * toX) / fromX, (y2 * toY) / fromY),
      i,
    );
  }
  return converted;
}

function isRelative(format: BoxFormat): boolean {
  return format.startsWith("rel_");
}

function layoutOf(format: BoxFormat): Layout {
  return format.replace("rel_", "") as Layout; // each format has one
}

type Reorder = (a: number, b: number, c: number, d: number) => Corners;

const READERS: Record<Layout, Reorder> = {
  xyxy: (x1, y1, x2, y2) => [x1, y1, x2, y2],
  yxyx: (y1, x1, y2, x2) => [x1, y1, x2, y2],
  xywh: (x, y, w, h) => [x, y, x + w, y + h],
  center_xywh: (x, y, w, h) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2],
  center_yxhw: (y, x, h, w) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2],
};

const WRITERS: Record<Layout, Reorder> = {
  xyxy: (x1, y1, x2, y2) => [x1, y1, x2, y2],
  yxyx: (x1, y1, x2, y2) => [y1, x1, y2, x2],
  xywh: (x1, y1, x2, y2) => [x1, y1, x2 - x1, y2 - y1],
  center_xywh: (x1, y1, x2, y2) => [(x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1],
  center_yxhw: (x1, y1, x2, y2) => [(y1 + y2) / 2, (x1 + x2) / 2, y2 - y1, x2 - x1],
};
