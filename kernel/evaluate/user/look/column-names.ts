import { types } from "node:util";
import { ownValue } from "./own-value.js";

const MAX_COLUMNS = 1000;
const { isProxy } = types;
const { isArray } = Array;

/**
 * Names of the columns of a data frame or table, read from where libraries keep them: danfo
 * (`$columns`), Arquero (`_names`), flechette (`names`) and Apache Arrow (`schema.fields`).
 */
export function columnNames(value: unknown): string[] {
  if (typeof value !== "object" || value === null || isProxy(value)) return [];
  const danfo = strings(read(value, "$columns"));
  // a series has one column, and is not indexed by it
  if (danfo.length > 0) return read(value, "$isSeries") === true ? [] : danfo;
  const arquero = strings(read(value, "_names"));
  if (arquero.length > 0) return arquero;
  return fieldNames(read(read(value, "schema"), "fields"));
}

function read(holder: unknown, key: string): unknown {
  return isProxy(holder) ? undefined : ownValue(holder, key)?.value;
}

function strings(list: unknown): string[] {
  const found: string[] = [];
  if (!isArray(list) || isProxy(list)) return found;
  for (let index = 0; index < list.length && index < MAX_COLUMNS; index++) {
    const name = read(list, `${index}`);
    if (typeof name === "string") found[found.length] = name;
  }
  return found;
}

function fieldNames(fields: unknown): string[] {
  const found: string[] = [];
  if (!isArray(fields) || isProxy(fields)) return found;
  for (let index = 0; index < fields.length && index < MAX_COLUMNS; index++) {
    const name = read(read(fields, `${index}`), "name");
    if (typeof name === "string") found[found.length] = name;
  }
  return found;
}
