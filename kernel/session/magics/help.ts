import { MAGICS } from "../../cell/magics.js";
import type { Magic } from "./magic.js";

/** `%lsmagic`, `%help`: what there is. */
export const help: Magic = async (_args, { print }) => {
  const all = Object.values(MAGICS);
  const width = Math.max(...all.map(({ usage }) => usage.length));
  for (const { usage, summary } of all) print(`${usage.padEnd(width)}  ${summary}\n`);
  return undefined;
};
