import { types } from "node:util";
import { isColumnVector } from "../../../src/layers/base/column-vector.js";
import { memberOf } from "../kinds/member.js";
import { arrowTypeText } from "./arrow-type.js";
import { cellReader } from "./cell-reader.js";
import type { Frame } from "./frame-like.js";
import { polarsTypeText } from "./polars-type.js";

/** A column by itself: a vector of Arrow, a column of flechette, a series of Polars. */
export function columnFrame(fields: Readonly<Record<string, unknown>>): Frame | undefined {
  // a series is a Proxy, which shows itself unless a table of it is asked for
  const isAsked = types.isProxy(fields) || typeof memberOf(fields, "toArray") === "function";
  if (!isAsked || !isColumnVector(fields)) return undefined;
  const { length, type, dtype, name, get, at } = fields as typeof fields &
    Readonly<Record<string, unknown>>;
  if (typeof get !== "function" && typeof at !== "function") return undefined;
  const text = dtype === undefined ? arrowTypeText(type) : polarsTypeText(dtype);
  if (text === undefined) return undefined;
  return {
    title: dtype === undefined ? "Column" : "Series",
    rows: length,
    columns: [
      {
        name: typeof name === "string" && name !== "" ? name : "values",
        type: text,
        at: cellReader(fields),
      },
    ],
  };
}
