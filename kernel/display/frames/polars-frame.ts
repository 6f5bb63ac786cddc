import { types } from "node:util";
import { cellReader } from "./cell-reader.js";
import type { Frame } from "./frame-like.js";
import { polarsTypeText } from "./polars-type.js";

type Fields = Readonly<Record<string, unknown>>;

/** A frame of nodejs-polars, which is a Proxy: nothing else is asked. */
export function polarsFrame(fields: Fields): Frame | undefined {
  if (!types.isProxy(fields)) return undefined;
  const { columns, dtypes, height, getColumn } = fields;
  if (!Array.isArray(columns) || !Array.isArray(dtypes) || typeof height !== "number")
    return undefined;
  if (typeof getColumn !== "function") return undefined;
  return {
    title: "DataFrame",
    rows: height,
    columns: columns.map((name, i) => {
      const type = polarsTypeText(dtypes[i]);
      let read: ((row: number) => unknown) | undefined;
      return {
        name: String(name),
        ...(type === undefined ? {} : { type }),
        at: (row) => {
          read ??= cellReader(getColumn.call(fields, name));
          return read(row);
        },
      };
    }),
  };
}

export function isPolarsFrame(value: unknown): boolean {
  return typeof value === "object" && value !== null && polarsFrame(value as Fields) !== undefined;
}
