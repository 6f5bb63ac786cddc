import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const { version } = createRequire(import.meta.url)("preplab/package.json") as { version: string };

/** What a check rests on besides the cells: this build of the kernel and the folder's configurations. */
export function checkSurroundings(folder: string): string {
  const parts = [version, stampOf(fileURLToPath(import.meta.url))];
  for (let at = folder; ; at = dirname(at)) {
    parts.push(stampOf(join(at, "tsconfig.json")));
    if (at === dirname(at)) return parts.filter(Boolean).join("\n");
  }
}

function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  // npm gives all files of all versions one modification time
  return found === undefined ? "" : `${file} ${found.size} ${found.ctimeMs}`;
}
