import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds package.json, from `dist/` as well as from the sources. */
export const PACKAGE_ROOT = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

export const VERSION = readVersion();

/** What Jupyter and `run` start; absolute, because front ends have another PATH and folder. */
export const KERNEL_ENTRY = join(PACKAGE_ROOT, "dist", "kernel", "main.js");

/** The command line of the kernel, as it stands in kernel.json. */
export function kernelArgv(): string[] {
  return [process.execPath, KERNEL_ENTRY, "kernel", "{connection_file}"];
}

function findPackageRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("package.json of preplab was not found");
  return findPackageRoot(parent);
}

function readVersion(): string {
  const text = readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version; // our own file
}
