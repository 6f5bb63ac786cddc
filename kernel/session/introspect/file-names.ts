import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Completion } from "../../check/checker.js";

export interface FileNames {
  /** how much of the typed path the names replace */
  readonly replaced: number;
  readonly items: readonly Completion[];
}

const MAX_NAMES = 500;

/** Files and folders, the latter with a slash, that a path in a string may go on with. */
export async function fileNames(folder: string, typed: string): Promise<FileNames> {
  const slash = typed.lastIndexOf("/") + 1;
  const prefix = typed.slice(slash);
  const parent = typed.slice(0, slash).replace(/^~(?=\/)/, homedir());
  const entries = await readdir(resolve(folder, parent), { withFileTypes: true }).catch(() => []);
  const items = entries
    .filter(({ name }) => name.startsWith(prefix) && (prefix !== "" || !name.startsWith(".")))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, MAX_NAMES)
    .map((entry): Completion => {
      return { text: entry.isDirectory() ? `${entry.name}/` : entry.name, type: "path" };
    });
  return { replaced: prefix.length, items };
}
