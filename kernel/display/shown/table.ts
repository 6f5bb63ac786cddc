import { type Frame, type FrameColumn, frameOf } from "../frames/frame-like.js";
import { type FrameLimits, viewFrame } from "../frames/frame-view.js";
import { type Shown, shown } from "./shown.js";

export interface TableOptions {
  /** which columns, in which order; all by default */
  readonly columns?: readonly string[];
  /** at most how many rows are shown: 20 by default, the first and the last */
  readonly rows?: number;
}

/** what rows are made of is told by the first of them: there may be a billion */
const LOOKED_AT = 1_000_000;

type Row = Readonly<Record<string, unknown>>;

/**
 * A table of records, of columns by name, or of a data frame.
 *
 * @example
 * table([{ name: "cyan", id: 2 }, { name: "azure", id: 0 }]);
 * // Table 2 rows × 2 columns
 * //    name   id
 * // 0  cyan    2
 * // 1  azure   0
 */
export function table(data: unknown, options: TableOptions = {}): Shown {
  const frame = chosen(frameOf(data) ?? framed(data), options);
  const view = viewFrame(frame, limits(options));
  return shown(async () => {
    const [{ describeFrame }, { toBundle }] = await Promise.all([
      import("../frames/describe-frame.js"),
      import("../lower/to-bundle.js"),
    ]);
    return toBundle(describeFrame(view)).data;
  });
}

function framed(data: unknown): Frame {
  if (Array.isArray(data)) {
    return data.slice(0, LOOKED_AT).every(Array.isArray) ? ofLists(data) : ofRecords(data);
  }
  if (data instanceof Map) {
    return ofRecords(Array.from(data, ([key, value]: [unknown, unknown]) => ({ key, value })));
  }
  if (typeof data === "object" && data !== null) {
    const entries = Object.entries(data);
    if (entries.length > 0 && entries.every(([, column]) => isList(column))) {
      return ofColumns(entries as [string, ArrayLike<unknown>][]);
    }
  }
  throw new TypeError(
    `table: data must be an array of records or of arrays, a record of columns, a Map or a data frame. Received: ${nameOf(data)}`,
  );
}

function ofRecords(records: readonly unknown[]): Frame {
  const first = records.slice(0, LOOKED_AT);
  if (!first.every((record) => typeof record === "object" && record !== null)) {
    return ofColumns([["value", records]]);
  }
  const rows = records as readonly Row[];
  const names = new Set((first as readonly Row[]).flatMap((row) => Object.keys(row)));
  const columns = Array.from(names, (name) => ({ name, at: (row: number) => rows[row]?.[name] }));
  return { title: "Table", rows: rows.length, columns };
}

function ofLists(lists: readonly (readonly unknown[])[]): Frame {
  const width = lists.slice(0, LOOKED_AT).reduce((most, list) => Math.max(most, list.length), 0);
  const columns = Array.from({ length: width }, (_, i) => ({
    name: String(i),
    at: (row: number) => lists[row]?.[i],
  }));
  return { title: "Table", rows: lists.length, columns };
}

function ofColumns(entries: readonly (readonly [string, ArrayLike<unknown>])[]): Frame {
  const rows = entries.reduce((most, [, column]) => Math.max(most, column.length), 0);
  const columns = entries.map(([name, column]) => ({ name, at: (row: number) => column[row] }));
  return { title: "Table", rows, columns };
}

function chosen(frame: Frame, { columns }: TableOptions): Frame {
  if (columns === undefined) return frame;
  const named = columns.map((name): FrameColumn => {
    const column = frame.columns.find((one) => one.name === name);
    if (column !== undefined) return column;
    const known = frame.columns.map((one) => one.name).join(", ");
    throw new RangeError(`table: columns must be of ${known}. Received: ${name}`);
  });
  return { ...frame, columns: named };
}

function limits({ rows }: TableOptions): FrameLimits {
  if (rows === undefined) return {};
  if (!Number.isInteger(rows) || rows < 1) {
    throw new RangeError(`table: rows must be a positive integer. Received: ${rows}`);
  }
  const tail = Math.min(3, Math.floor(rows / 4));
  return { most: rows, head: rows - tail, tail };
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function nameOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
}
