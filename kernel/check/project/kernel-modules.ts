import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PreloadedName } from "../../cell/preloaded.js";

const require = createRequire(import.meta.url);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url)).replaceAll("\\", "/");

/** The library, without an extension: `.ts` in a checkout, `.d.ts` in a build. */
export const LIBRARY_MODULE = here("../../../src/index");
/** Declares what the kernel itself preloads. */
export const GLOBALS_MODULE = here("../../evaluate/user/globals");

/** What stands in for another kernel's own module. */
export function compatModule(kernel: "deno" | "ijavascript" | "tslab"): string {
  return here(`../../evaluate/user/compat/${kernel}`);
}

/** The folder of one of the kernel's own dependencies, or undefined when it is not installed. */
export function ownPackage(name: string): string | undefined {
  // a search by hand, since a package may not export its package.json
  for (const folder of require.resolve.paths(name) ?? []) {
    const path = join(folder, name);
    if (existsSync(join(path, "package.json"))) return path.replaceAll("\\", "/");
  }
  return undefined;
}

/** What a virtual document imports to see a preloaded name. */
export function preloadedModule({ module }: PreloadedName): string {
  switch (module) {
    case "@tensorflow/tfjs":
      return ownPackage(module) ?? module;
    case "preplab":
      return LIBRARY_MODULE;
    case "kernel":
      return GLOBALS_MODULE;
    case "deno":
    case "ijavascript":
      return compatModule(module);
  }
}

/** Whether a package is installed for the notebook's folder. */
export function isInstalledFor(folder: string, name: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, "node_modules", name, "package.json"))) return true;
    if (at === dirname(at)) return false;
  }
}
