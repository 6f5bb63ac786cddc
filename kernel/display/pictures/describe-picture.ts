import type { Picture, Tile } from "../description.js";
import { type NumberStatistics, numberStatistics } from "../numbers/number-statistics.js";
import { countText } from "../numbers/short-number.js";
import { counted } from "../text/counted.js";
import { labelText } from "../text/label-text.js";
import { type Canvas, createCanvas, drawImage, drawnSize } from "./canvas.js";
import { type ImageSource, imageValues } from "./image-source.js";
import { drawOverlay } from "./overlay.js";
import { pngFile } from "./png-file.js";
import { guessMapping, mapping, type ValueMapping } from "./value-mapping.js";

const MOST_IMAGES = 64;
const GRID_WIDTH = 966;
const GUTTER = 3;
const COLUMNS = 8;
const ENLARGE_TO = 192;
const MOST_PNG_BYTES = 700_000;
// noise of this size is a PNG that can be sent; a single picture compresses better or is drawn again
const MOST_DRAWN_BYTES = { single: 1_500_000, grid: 720_000 } as const;

export interface PictureOptions {
  readonly integer: boolean;
  readonly statistics?: NumberStatistics;
  /** values drawn black and white; guessed by default */
  readonly range?: readonly [number, number];
  readonly columns?: number;
  /** pixels drawn for each pixel; chosen to fill the width by default */
  readonly scale?: number;
}

export interface Layout {
  readonly columns: number;
  readonly shrink: number;
  readonly grow: number;
}

/** Draws up to 64 images as one PNG grid, or as one PNG each when any has a label. */
export function describePicture(images: readonly ImageSource[], options: PictureOptions): Picture {
  const shown = images.slice(0, MOST_IMAGES);
  const statistics = options.statistics ?? statisticsOf(shown);
  const values = options.range
    ? mapping(options.range[0], options.range[1])
    : guessMapping(statistics.min, statistics.max, options.integer);
  const exceptions = countExceptions(shown, values, statistics);
  const labelled = shown.some((image) => image.label !== undefined);
  const draw = (layout: Layout) =>
    labelled
      ? shown.map((image) =>
          drawTile([image], values, exceptions.nan > 0, { ...layout, columns: 1 }),
        )
      : [drawTile(shown, values, exceptions.nan > 0, layout)];

  const { layout, tiles } = withinLimit(chooseLayout(shown, options), draw);
  const caption = captionOf(images, shown.length, layout, values.text, exceptions);
  return { kind: "picture", tiles, columns: layout.columns, caption };
}

/** Draws again, smaller, until the pictures can be sent. */
export function withinLimit(
  chosen: Layout,
  draw: (layout: Layout) => Tile[],
): { layout: Layout; tiles: Tile[] } {
  let layout = chosen;
  let tiles = draw(layout);
  while (tiles.reduce((sum, { png }) => sum + png.length, 0) > MOST_PNG_BYTES) {
    layout = { ...layout, grow: 1, shrink: layout.grow > 1 ? layout.shrink : layout.shrink + 1 };
    tiles = draw(layout);
  }
  return { layout, tiles };
}

export function chooseLayout(
  images: readonly ImageSource[],
  options: Pick<PictureOptions, "columns" | "scale">,
): Layout {
  const columns = Math.max(1, Math.floor(options.columns ?? Math.min(images.length, COLUMNS)));
  const longest = images.reduce((most, { width, height }) => Math.max(most, width, height), 1);
  const room = Math.max(1, Math.floor((GRID_WIDTH - GUTTER * (columns - 1)) / columns));
  const bytes = images.reduce(
    (sum, { width, height, channels }) => sum + width * height * channels,
    0,
  );
  const most = MOST_DRAWN_BYTES[images.length === 1 ? "single" : "grid"];
  const fit = Math.max(1, Math.ceil(longest / room), Math.ceil(Math.sqrt(bytes / most)));
  if (options.scale !== undefined && options.scale < 1) {
    return { columns, shrink: Math.max(fit, Math.round(1 / options.scale)), grow: 1 };
  }
  const largest = Math.max(1, Math.floor(room / longest));
  const wanted = options.scale ?? Math.max(1, Math.floor(ENLARGE_TO / longest));
  return { columns, shrink: fit, grow: fit > 1 ? 1 : Math.min(largest, Math.floor(wanted)) };
}

export function drawTile(
  images: readonly ImageSource[],
  values: ValueMapping,
  hasNan: boolean,
  { columns, shrink, grow }: Layout,
): Tile {
  const cellWidth = images.reduce((m, { width }) => Math.max(m, drawnSize(width, shrink, grow)), 1);
  const cellHeight = images.reduce(
    (m, { height }) => Math.max(m, drawnSize(height, shrink, grow)),
    1,
  );
  const across = Math.min(columns, images.length);
  const down = Math.ceil(images.length / across);
  const isColoured = ({ channels, overlay }: ImageSource) => channels >= 3 || overlay !== undefined;
  const colours = hasNan || images.some(isColoured) ? 3 : 1;
  const see = images.length > 1 || images.some(({ channels }) => channels === 4) ? 1 : 0;
  const canvas = createCanvas(
    across * (cellWidth + GUTTER) - GUTTER,
    down * (cellHeight + GUTTER) - GUTTER,
    (colours + see) as Canvas["channels"],
  );
  images.forEach((image, i) => {
    const left = (i % across) * (cellWidth + GUTTER);
    const top = Math.floor(i / across) * (cellHeight + GUTTER);
    drawImage(canvas, image, values, { left, top, shrink, grow });
    if (image.overlay !== undefined) {
      const { width, height } = image;
      drawOverlay(canvas, image.overlay, { left, top, width, height, scale: grow / shrink });
    }
  });
  const label = images[0]?.label === undefined ? undefined : labelText(images[0].label);
  return {
    png: pngFile(canvas),
    width: canvas.width,
    height: canvas.height,
    ...(label === undefined ? {} : { label }),
  };
}

interface Exceptions {
  readonly clipped: number;
  readonly nan: number;
}

export function countExceptions(
  images: readonly ImageSource[],
  { low, high }: ValueMapping,
  { min, max, nan, positiveInfinity, negativeInfinity }: NumberStatistics,
): Exceptions {
  const none = nan + positiveInfinity + negativeInfinity === 0;
  if (none && min >= low && max <= high) return { clipped: 0, nan: 0 };
  let clipped = 0;
  let unknown = 0;
  for (const { data, offset, height, width, channels } of images) {
    for (let i = offset; i < offset + height * width * channels; i++) {
      const value = data[i] as number;
      if (value < low || value > high) clipped++;
      else if (Number.isNaN(value)) unknown++;
    }
  }
  return { clipped, nan: unknown };
}

export function statisticsOf(images: readonly ImageSource[]): NumberStatistics {
  const each = images.map((image) => numberStatistics(imageValues(image)));
  const total = (pick: (one: NumberStatistics) => number) =>
    each.reduce((sum, one) => sum + pick(one), 0);
  return {
    count: total((one) => one.count),
    min: Math.min(...each.map((one) => one.min)),
    max: Math.max(...each.map((one) => one.max)),
    mean: Number.NaN,
    deviation: Number.NaN,
    nan: total((one) => one.nan),
    positiveInfinity: total((one) => one.positiveInfinity),
    negativeInfinity: total((one) => one.negativeInfinity),
  };
}

const COLOURS: Readonly<Record<number, string>> = { 1: "gray", 3: "RGB", 4: "RGBA" };

/** What was drawn, and what was done to the values. */
export function captionOf(
  images: readonly ImageSource[],
  shown: number,
  { shrink, grow }: Layout,
  mappingText: string,
  { clipped, nan }: Exceptions,
): string {
  const [first] = images;
  const same = images.every(
    ({ width, height }) => width === first?.width && height === first.height,
  );
  const size = same ? ` ${first?.height}×${first?.width}` : "";
  const colour = COLOURS[first?.channels ?? 1] ?? "";
  const count =
    shown < images.length
      ? `showing ${shown} of ${countText(images.length)} images,`
      : shown === 1
        ? "image"
        : `${shown} images,`;
  return [
    `${count}${size} ${colour}${grow > 1 ? `, enlarged ${grow}×` : ""}${shrink > 1 ? `, reduced to 1/${shrink}` : ""}`,
    mappingText,
    ...(clipped > 0 ? [`${counted(clipped, "value")} clipped`] : []),
    ...(nan > 0 ? [`${countText(nan)} NaN in magenta`] : []),
  ].join("; ");
}
