import { memberOf } from "../kinds/member.js";
import { arrowTypeText } from "./arrow-type.js";
import { cellReader } from "./cell-reader.js";
import { columnFrame } from "./column-frame.js";
import { polarsFrame } from "./polars-frame.js";

/** A table of columns, whichever library made it. Cells are read one by one, so size costs nothing. */
export interface Frame {
  /** what the library calls it, such as `DataFrame` */
  readonly title: string;
  readonly rows: number;
  readonly columns: readonly FrameColumn[];
  /** how rows are labelled; undefined where they are only numbered */
  readonly label?: (row: number) => unknown;
}

export interface FrameColumn {
  readonly name: string;
  readonly type?: string;
  at(row: number): unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Frames and series of danfo.js and Polars, tables and columns of Arrow (also of flechette), tables of Arquero. */
export function frameOf(value: unknown): Frame | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const fields = value as Fields; // each is checked before use
  return (
    danfoFrame(fields) ??
    arrowTable(fields) ??
    arqueroTable(fields) ??
    polarsFrame(fields) ??
    columnFrame(fields)
  );
}

export function isFrame(value: unknown): value is object {
  return frameOf(value) !== undefined;
}

function danfoFrame(fields: Fields): Frame | undefined {
  if (!("$dataIncolumnFormat" in fields)) return undefined;
  const { values, columns, dtypes, index, shape } = fields;
  if (!Array.isArray(values) || !Array.isArray(columns) || !Array.isArray(dtypes)) return undefined;
  const isSeries = fields.$isSeries === true;
  const labels = Array.isArray(index) ? index : [];
  const isNumbered = labels.every((label, row) => label === row);
  return {
    title: isSeries ? "Series" : "DataFrame",
    rows: Array.isArray(shape) ? Number(shape[0]) : values.length,
    columns: columns.map((name, column) => ({
      name: String(name),
      type: String(dtypes[column]),
      at: (row: number) =>
        isSeries ? values[row] : (values[row] as unknown[] | undefined)?.[column],
    })),
    ...(isNumbered ? {} : { label: (row: number) => labels[row] }),
  };
}

function arrowTable(fields: Fields): Frame | undefined {
  const list = memberOf(memberOf(fields, "schema"), "fields");
  if (!Array.isArray(list) || typeof memberOf(fields, "getChildAt") !== "function")
    return undefined;
  const { numRows } = fields;
  if (typeof numRows !== "number") return undefined;
  const child = (column: number) =>
    (fields.getChildAt as (i: number) => unknown).call(fields, column);
  return {
    title: "Table",
    rows: numRows,
    columns: list.map((field: Fields, column) => ({
      name: String(field.name),
      ...typeOf(field.type),
      at: cellReader(child(column)),
    })),
  };
}

function typeOf(arrowType: unknown): { type?: string } {
  const type = arrowTypeText(arrowType);
  return type === undefined ? {} : { type };
}

function arqueroTable(fields: Fields): Frame | undefined {
  const [columnNames, numRows, get] = ["columnNames", "numRows", "get"].map((name) =>
    memberOf(fields, name),
  );
  if (typeof columnNames !== "function" || typeof numRows !== "function") return undefined;
  if (typeof get !== "function") return undefined;
  const names: unknown = columnNames.call(fields);
  if (!Array.isArray(names)) return undefined;
  return {
    title: "Table",
    rows: Number(numRows.call(fields)),
    columns: names.map((name) => ({
      name: String(name),
      at: (row: number): unknown => get.call(fields, name, row),
    })),
  };
}
