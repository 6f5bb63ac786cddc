import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import {
  type BuildRecord,
  builtPackageFolder,
  RECORD_FILE,
  readBuildRecord,
} from "./built-native.js";
import type { NativePackage } from "./native-package.js";

const ownRequire = createRequire(import.meta.url);

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
  return [
    ...(build === undefined ? [] : [install(name, join(built, "node_modules", id), build)]),
    ...[ownRequire, createRequire(join(process.cwd(), RECORD_FILE))]
      .map((require) => packageFolder(require, id))
      .filter((folder, i, all) => all.indexOf(folder) === i)
      .map((folder) => (folder === undefined ? undefined : install(name, folder))),
  ].filter((found) => found !== undefined);
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

function packageFolder(require: NodeJS.Require, id: string): string | undefined {
  try {
    return dirname(require.resolve(`${id}/package.json`));
  } catch {
    return undefined;
  }
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
