import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type BuildRecord, builtPackageFolder, readBuildRecord } from "./built-native.js";
import type { NativePackage } from "./native-package.js";

/** An installed native package; whether its addon loads is another question. */
export interface NativeInstall {
  readonly name: NativePackage;
  readonly version: string;
  /** The package's folder. */
  readonly folder: string;
  /** Set when `preplab backend install` built it, unset when npm installed it. */
  readonly build?: BuildRecord;
}

/**
 * The installs of a native package, those that `preplab backend install` built before those of npm, which
 * is looked for from preplab and from the current folder. Loads nothing.
 */
export function findNative(name: NativePackage): NativeInstall[] {
  const built = builtPackageFolder(name);
  const build = readBuildRecord(built);
  const id = `@tensorflow/${name}`;
  const fromNpm = [packageFolder(id, () => import.meta.url), packageFolder(id, currentModule)];
  return [
    build && install(name, join(built, "node_modules", id), build),
    ...[...new Set(fromNpm)].map((folder) => folder && install(name, folder)),
  ].filter((found) => typeof found === "object");
}

function install(
  name: NativePackage,
  folder: string,
  build?: BuildRecord,
): NativeInstall | undefined {
  const manifest = readManifest(folder);
  // an `overrides` entry may put plain tfjs under this name, which has no addon
  if (manifest?.name !== `@tensorflow/${name}`) return undefined;
  const found = { name, version: manifest.version, folder };
  return build === undefined ? found : { ...found, build };
}

function packageFolder(id: string, from: () => string): string | undefined {
  try {
    return dirname(createRequire(from()).resolve(`${id}/package.json`));
  } catch {
    return undefined;
  }
}

// throws when the current folder was removed
function currentModule(): string {
  return join(process.cwd(), "module.js");
}

function readManifest(folder: string): { name: string; version: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      name: string;
      version: string;
    }; // npm writes both
  } catch {
    return undefined;
  }
}
