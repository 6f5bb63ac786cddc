import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Puts a file in place as a whole, so that no reader ever sees half of it; says whether it could. */
export function writeWhole(file: string, data: Uint8Array): boolean {
  const part = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(part, data);
    renameSync(part, file);
    return true;
  } catch {
    // such as a home that is full or may not be written to
    if (existsSync(part)) rmSync(part);
    return false;
  }
}
