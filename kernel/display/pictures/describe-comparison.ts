import type { Picture, Tile } from "../description.js";
import type { NumberStatistics } from "../numbers/number-statistics.js";
import { labelText } from "../text/label-text.js";
import {
  captionOf,
  chooseLayout,
  countExceptions,
  drawTile,
  type Layout,
  statisticsOf,
  withinLimit,
} from "./describe-picture.js";
import type { ImageSource } from "./image-source.js";
import { guessMapping, mapping, type ValueMapping } from "./value-mapping.js";

/** Images that stand in one row. */
export interface ImageRow {
  readonly name: string;
  readonly images: readonly ImageSource[];
  readonly integer: boolean;
}

export interface ComparisonOptions {
  /** one text above each column */
  readonly labels?: readonly string[];
  readonly scale?: number;
  readonly range?: readonly [number, number];
  /** how many images of a row, and how many rows, there were */
  readonly of?: { readonly columns: number; readonly rows: number };
}

/** values of pixels and values between -1 and 1 are told apart by these */
const PIXELS_FROM = 32;
const UNIT = 1;

/**
 * Rows of images below each other, all drawn as the first row is, so that what became darker looks darker.
 * Only a row whose values are of another scale, 0 to 1 instead of 0 to 255, has black and white of its own.
 */
export function describeComparison(
  rows: readonly ImageRow[],
  { labels, scale, range, of }: ComparisonOptions,
): Picture {
  const statistics = rows.map(({ images }) => statisticsOf(images));
  const values = rows.map((row, i) => {
    const own = statistics[i] as NumberStatistics;
    if (range !== undefined) return mapping(range[0], range[1]);
    const first = statistics[0] as NumberStatistics;
    const like = isOtherScale(own, first) ? { ...own, ...row } : { ...first, ...rows[0] };
    return guessMapping(like.min, like.max, like.integer === true);
  });
  const exceptions = rows.map(({ images }, i) =>
    countExceptions(images, values[i] as ValueMapping, statistics[i] as NumberStatistics),
  );
  const all = rows.flatMap(({ images }) => images);
  const columns = rows.reduce((most, { images }) => Math.max(most, images.length), 1);
  const draw = (layout: Layout): Tile[] =>
    rows.flatMap(({ images }, i) =>
      images.map((image) =>
        drawTile([image], values[i] as ValueMapping, (exceptions[i]?.nan ?? 0) > 0, {
          ...layout,
          columns: 1,
        }),
      ),
    );
  const chosen = chooseLayout(all, { columns, ...(scale === undefined ? {} : { scale }) });
  const { layout, tiles } = withinLimit(chosen, draw);
  const sum = (pick: "clipped" | "nan") => exceptions.reduce((total, one) => total + one[pick], 0);
  return {
    kind: "picture",
    tiles,
    columns,
    rows: rows.map(({ name, images }) => ({ name: labelText(name), tiles: images.length })),
    ...(labels === undefined ? {} : { heads: labels.slice(0, columns).map(labelText) }),
    caption:
      captionOf(all, all.length, layout, mappingText(rows, values), {
        clipped: sum("clipped"),
        nan: sum("nan"),
      }) + leftOut(columns, rows.length, of),
  };
}

/** Whether all rows can be drawn as one. */
export function areAlike(rows: readonly ImageRow[]): boolean {
  const each = rows.map(({ images }) => statisticsOf(images));
  return each.every((one) => each.every((other) => !isOtherScale(one, other)));
}

function isOtherScale(one: NumberStatistics, other: NumberStatistics): boolean {
  return (isUnit(one) && isPixels(other)) || (isPixels(one) && isUnit(other));
}

function isUnit({ min, max }: NumberStatistics): boolean {
  return min >= -UNIT && max <= UNIT;
}

function isPixels({ max }: NumberStatistics): boolean {
  return max >= PIXELS_FROM;
}

/** One text if all rows are drawn alike. */
function mappingText(rows: readonly ImageRow[], values: readonly ValueMapping[]): string {
  const [first = ""] = values.map(({ text }) => text);
  if (values.every(({ text }) => text === first)) return first;
  return values.map(({ text }, i) => `${labelText(rows[i]?.name ?? "")}: ${text}`).join("; ");
}

function leftOut(columns: number, rows: number, of: ComparisonOptions["of"]): string {
  if (of === undefined) return "";
  return [
    ...(of.columns > columns ? [`; the first ${columns} of ${of.columns} images`] : []),
    ...(of.rows > rows ? [`; the first ${rows - 1} of ${of.rows - 1} variants`] : []),
  ].join("");
}
