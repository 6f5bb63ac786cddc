import { MOST_DECIMALS } from "../numbers/format-numbers.js";
import { displayWidth } from "../text/display-width.js";
import { arrayLines, LINE_WIDTH } from "./array-lines.js";
import { type ArrayValues, type ShownAxis, shownAxis, shownPositions } from "./array-values.js";

const THRESHOLD = 1000;
const EDGE = 3;
const ALL = Number.POSITIVE_INFINITY;

interface Edges {
  readonly head: number;
  readonly tail: number;
}

/** Formats the elements at these positions of the row-major data, floats with at most `decimals`. */
export type CellFormatter = (
  positions: readonly number[],
  decimals?: number,
) => Omit<ArrayValues, "axes">;

/**
 * Chooses which elements of an array to show so that it prints in at most `maxLines`. Up to 1000
 * elements are shown in full if they fit, else 3 from each end of every axis, as numpy does; then
 * fewer rows and slabs.
 */
export function fitArray(
  shape: readonly number[],
  format: CellFormatter,
  maxLines: number,
): ArrayValues {
  let wrapped: ArrayValues | undefined;
  for (const [i, edges] of plans(shape).entries()) {
    const axes = shape.map((length, axis) =>
      shownAxis(length, edges[axis]?.head ?? ALL, edges[axis]?.tail ?? ALL),
    );
    // a plan of too many rows is given up before its cells are formatted
    const rows = axes.slice(0, -1).reduce((product, axis) => product * axis.indices.length, 1);
    if (rows > maxLines) continue;
    const values = narrowed(shape, axes, format);
    if (arrayLines(values).length > maxLines) continue;
    if (i === 0 || shape.length === 1 || rowWidth(values) <= LINE_WIDTH) return values;
    wrapped ??= values;
  }
  return wrapped ?? { axes: shape.map(() => shownAxis(0, 0, 0)), cells: [], align: "right" };
}

/** A summary reads better in unbroken rows: it gives up decimals for them, full values do not. */
function narrowed(
  shape: readonly number[],
  axes: readonly ShownAxis[],
  format: CellFormatter,
): ArrayValues {
  const positions = shownPositions(shape, axes);
  const exact = { axes, ...format(positions) };
  if (shape.length < 2 || axes.every((axis) => axis.hidden === 0)) return exact;
  for (const decimals of [MOST_DECIMALS, 6, 4]) {
    const values = { axes, ...format(positions, decimals) };
    if (rowWidth(values) <= LINE_WIDTH) return values;
  }
  return exact;
}

function rowWidth({ axes, cells }: ArrayValues): number {
  const row = axes.at(-1);
  const widest = cells.reduce((most, cell) => Math.max(most, displayWidth(cell)), 0);
  const gap = row !== undefined && row.hidden > 0 ? 3 : 0;
  return 2 * axes.length + gap + (row?.indices.length ?? 0) * (widest + 2);
}

function plans(shape: readonly number[]): Edges[][] {
  const found: Edges[][] = [];
  const size = shape.reduce((product, length) => product * length, 1);
  const full = size <= THRESHOLD;
  const rank = shape.length;
  const even = (edge: number): Edges => ({ head: edge, tail: edge });
  found.push(shape.map(() => even(full ? ALL : EDGE)));
  if (rank === 1) {
    for (const edge of [60, 40, 25, 15, 8, EDGE, 1]) found.push([even(edge)]);
    return found;
  }
  const plan = (leading: readonly Edges[], rows: number, columns: number): Edges[] => [
    ...leading,
    even(rows),
    even(columns),
  ];
  const leading = Math.max(0, rank - 2);
  const widths = full ? [ALL, 10, 5, EDGE, 1] : [EDGE, 1];
  for (const columns of widths) {
    for (const edge of leading === 0 ? [ALL] : [ALL, EDGE, 1]) {
      for (const rows of full ? [ALL, 10, 8, 5, EDGE] : [EDGE]) {
        found.push(plan(new Array(leading).fill(even(edge)), rows, columns));
      }
    }
    for (let single = 1; single <= leading; single++) {
      const first = new Array(single).fill({ head: 1, tail: 0 });
      found.push(plan([...first, ...new Array(leading - single).fill(even(1))], EDGE, columns));
    }
    found.push(plan(new Array(leading).fill({ head: 1, tail: 0 }), 1, columns));
  }
  return found;
}
