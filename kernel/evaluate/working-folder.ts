import { statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";

/** Where cells run: the notebook's folder, or another one and why once that is gone. */
export function workingFolder(cwd: string): { readonly folder: string; readonly notice?: string } {
  if (isFolder(cwd)) return { folder: cwd };
  const folder = [homedir(), tmpdir()].find(isFolder) ?? "/";
  return { folder, notice: `The folder ${cwd} is gone; cells run in ${folder}.` };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
