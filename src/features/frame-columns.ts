/** A data frame that has its columns under their names, as those of danfo.js; the names are checked when it comes. */
export interface ColumnFrame {
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
}

/** A data frame that gives its columns when asked: tables of Arrow, flechette and Arquero, frames of Polars. */
export type TableFrame =
  | { getChild(name: string): unknown; readonly numRows: number }
  | { array(name: string): unknown; columnNames(): readonly string[] }
  | { getColumn(name: string): unknown; readonly columns: readonly string[] };

export type Frame = ColumnFrame | TableFrame;

type Reader = (name: string) => unknown;

/** How the columns of a data frame are read by name; `undefined` for what is none. */
export function columnReader(data: object): Reader | undefined {
  const fields = data as Readonly<Record<string, unknown>>; // each is checked
  if (isColumnFrame(fields)) return (name) => fields[name];
  const { getChild, getColumn, array } = fields;
  if (typeof getChild === "function" && typeof fields.numRows === "number") {
    return (name) => getChild.call(data, name) ?? undefined;
  }
  if (typeof getColumn === "function" && Array.isArray(fields.columns)) {
    const names: readonly unknown[] = fields.columns;
    return (name) => (names.includes(name) ? getColumn.call(data, name) : undefined);
  }
  if (typeof array === "function" && typeof fields.columnNames === "function") {
    const names: unknown = fields.columnNames();
    return (name) =>
      Array.isArray(names) && names.includes(name) ? array.call(data, name) : undefined;
  }
  return undefined;
}

function isColumnFrame(data: Readonly<Record<string, unknown>>): boolean {
  const { columns, values } = data;
  return Array.isArray(columns) && Array.isArray(values) && !Object.hasOwn(data, "columns");
}
