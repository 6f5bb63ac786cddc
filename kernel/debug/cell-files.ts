import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { murmur2 } from "./murmur2.js";

const HASH_SEED = 0x70726570;
const SUFFIX = ".ts";

/** What a front end needs to name the file of a cell by itself. */
export const CELL_FILES = {
  hashMethod: "Murmur2",
  hashSeed: HASH_SEED,
  tmpFilePrefix: join(tmpdir(), `preplab_${process.pid}`) + sep,
  tmpFileSuffix: SUFFIX,
} as const;

/** The file that a cell of this text is debugged as. It is never written: the text is kept instead. */
export function cellFile(source: string): string {
  return `${CELL_FILES.tmpFilePrefix}${murmur2(source, HASH_SEED)}${SUFFIX}`;
}
