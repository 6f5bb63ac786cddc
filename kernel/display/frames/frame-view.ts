import type { Frame } from "./frame-like.js";

/** The cells of a frame that are shown, read once. */
export interface FrameView {
  readonly title: string;
  readonly rows: number;
  readonly columnCount: number;
  /** row numbers, the first `headCount` from the top and the others from the end */
  readonly positions: readonly number[];
  readonly headCount: number;
  readonly hiddenRows: number;
  readonly columns: readonly ColumnView[];
  readonly labels?: readonly unknown[];
}

export interface ColumnView {
  readonly name: string;
  readonly type?: string;
  readonly values: readonly unknown[];
}

const MOST_ROWS = 20;
const HEAD_ROWS = 10;
const TAIL_ROWS = 3;
const MOST_COLUMNS = 20;

export interface FrameLimits {
  /** up to so many rows, all are shown; of more, `head` and `tail` */
  readonly most?: number;
  readonly head?: number;
  readonly tail?: number;
}

/** Reads what is shown of a frame: all of 20 rows, else the first 10 and the last 3, of 20 columns. */
export function viewFrame(
  frame: Frame,
  { most = MOST_ROWS, head = HEAD_ROWS, tail = TAIL_ROWS }: FrameLimits = {},
): FrameView {
  const { title, rows, label } = frame;
  const headCount = rows <= most ? rows : head;
  const tailCount = rows <= most ? 0 : tail;
  const positions = [
    ...Array.from({ length: headCount }, (_, i) => i),
    ...Array.from({ length: tailCount }, (_, i) => rows - tailCount + i),
  ];
  return {
    title,
    rows,
    columnCount: frame.columns.length,
    positions,
    headCount,
    hiddenRows: rows - positions.length,
    columns: frame.columns.slice(0, MOST_COLUMNS).map((column) => ({
      name: column.name,
      ...(column.type === undefined ? {} : { type: column.type }),
      values: positions.map((row) => column.at(row)),
    })),
    ...(label === undefined ? {} : { labels: positions.map(label) }),
  };
}
