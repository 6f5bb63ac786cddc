import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { NativePackage } from "./native-package.js";

/** What `preplab backend install` wrote down about the addon that it built. */
export interface BuildRecord {
  readonly package: NativePackage;
  readonly packageVersion: string;
  /** The TensorFlow that the addon is linked to, and CUDA's libraries if Python has them. */
  readonly tensorflow: {
    readonly version: string;
    readonly folder: string;
    readonly nvidia?: string;
  };
}

/** Name of the file that holds a build's record. */
export const RECORD_FILE = "preplab-build.json";

/**
 * The folder under which addons are built: `PREPLAB_BACKENDS`, or `preplab/backends` in the user's data
 * folder. It lies outside every `node_modules`, so that no `npm install` takes it away, and one build serves
 * every project and every Node.js, the addon being bound to Node-API alone.
 */
export function builtFolder(): string {
  const { PREPLAB_BACKENDS, XDG_DATA_HOME } = process.env;
  if (PREPLAB_BACKENDS) return PREPLAB_BACKENDS;
  return join(XDG_DATA_HOME || join(homedir(), ".local", "share"), "preplab", "backends");
}

/** Where the build of a package lies, whether it is there or not. */
export function builtPackageFolder(name: NativePackage): string {
  return join(builtFolder(), name);
}

/** The record of a build; undefined where there is none. */
export function readBuildRecord(folder: string): BuildRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, RECORD_FILE), "utf8")) as BuildRecord; // our own file
  } catch {
    return undefined;
  }
}
