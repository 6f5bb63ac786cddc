import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { tf } from "../tensorflow.js";
import { quietNativeProgress } from "../training/quiet-native-progress.js";

const require = createRequire(import.meta.url);

/** The two packages that bind TensorFlow's C library. */
export type NativePackage = "tfjs-node-gpu" | "tfjs-node";

/** Path of an installed native package, or undefined. Loads nothing. */
export function findNative(name: NativePackage): string | undefined {
  const id = `@tensorflow/${name}`;
  try {
    const manifest: unknown = require(`${id}/package.json`);
    // an `overrides` entry may put plain tfjs under this name, which has no addon
    const isItself =
      typeof manifest === "object" &&
      manifest !== null &&
      "name" in manifest &&
      manifest.name === id;
    return isItself ? require.resolve(id) : undefined;
  } catch {
    return undefined;
  }
}

/** Loads the addon, which registers the tfjs backend `tensorflow`. Throws with the reason when it cannot. */
export function loadNative(name: NativePackage): void {
  const path = findNative(name);
  if (path === undefined) {
    throw new Error(`backend: ${name} is not installed. Install @tensorflow/${name}.`);
  }
  restoreRemovedUtil();
  try {
    require(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Error(`backend: ${name} is installed but its addon does not load: ${reason}`, {
      cause: error,
    });
  }
  quietProgress(path);
  if (tf.findBackendFactory("tensorflow") == null) {
    throw new Error(`backend: ${name} loaded without registering the backend "tensorflow".`);
  }
}

function quietProgress(path: string): void {
  try {
    quietNativeProgress(require(join(dirname(path), "callbacks.js")));
  } catch {
    // a version laid out otherwise: a second progress bar is no reason to do without it
  }
}

// tfjs-node 4.22 calls util functions that Node 23 removed
function restoreRemovedUtil(): void {
  const util = require("node:util") as Record<string, unknown>; // CommonJS object, writable unlike the ESM view
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
