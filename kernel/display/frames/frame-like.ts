import { memberOf } from "../kinds/member.js";

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

/** Frames and series of danfo.js, tables of Arrow (also of flechette) and of Arquero. */
export function frameOf(value: unknown): Frame | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const fields = value as Fields; // each is checked before use
  return danfoFrame(fields) ?? arrowTable(fields) ?? arqueroTable(fields);
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
      ...typeText(field.type),
      at: reader(child(column)),
    })),
  };
}

/** a vector of Apache's library has `get`, one of flechette `at` */
function reader(vector: unknown): (row: number) => unknown {
  if (typeof vector !== "object" || vector === null) return () => undefined;
  const { at, get } = vector as { at?: unknown; get?: unknown };
  const read = typeof get === "function" ? get : at;
  return typeof read === "function" ? (row) => read.call(vector, row) : () => undefined;
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

/** Apache's types print as their names; flechette's are numbered records. */
function typeText(type: unknown): { type?: string } {
  if (typeof type !== "object" || type === null) return {};
  const text = String(type);
  if (!text.startsWith("[object")) return { type: text };
  const name = ARROW_TYPES[Number((type as Fields).typeId)];
  if (name === undefined) return {};
  const { bitWidth, signed, precision, dictionary } = type as Fields;
  if (dictionary !== undefined) return { type: `dictionary<${typeText(dictionary).type ?? "?"}>` };
  if (name === "int") return { type: `${signed === true ? "" : "u"}int${bitWidth}` };
  if (name === "float")
    return { type: ["float16", "float32", "float64"][Number(precision)] ?? name };
  return { type: name };
}

const ARROW_TYPES: Readonly<Record<number, string>> = {
  [-1]: "dictionary",
  1: "null",
  2: "int",
  3: "float",
  4: "binary",
  5: "utf8",
  6: "bool",
  7: "decimal",
  8: "date",
  9: "time",
  10: "timestamp",
  11: "interval",
  12: "list",
  13: "struct",
  14: "union",
  16: "list",
  17: "map",
  18: "duration",
};
