import type { Magic } from "./magic.js";

const MAX_TYPE = 100;
const NONE = "no cell declared anything yet\n";

/** `%who`: the names that cells declared. */
export const who: Magic = async (_args, { variables, print }) => {
  const names = (await variables()).map(({ name }) => name);
  print(names.length === 0 ? NONE : `${names.join("  ")}\n`);
  return undefined;
};

/** `%whos`: the same with their types. */
export const whos: Magic = async (_args, { variables, print }) => {
  const found = await variables();
  const width = Math.max(...found.map(({ name }) => name.length));
  const rows = found.map(({ name, type }) => `${name.padEnd(width)}  ${clipped(type)}\n`);
  print(rows.length === 0 ? NONE : rows.join(""));
  return undefined;
};

function clipped(type: string): string {
  const line = type.replace(/\s+/g, " ");
  return line.length > MAX_TYPE ? `${line.slice(0, MAX_TYPE)}…` : line;
}
