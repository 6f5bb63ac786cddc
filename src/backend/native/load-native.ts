import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { isMainThread } from "node:worker_threads";
import { tf } from "../../tensorflow.js";
import { quietNativeProgress } from "../../training/quiet-native-progress.js";
import { shareTfjs } from "../own-tfjs.js";
import type { NativeInstall } from "./find-native.js";
import { registerKernels } from "./register-kernels.js";
import { keepSharedStrings } from "./shared-strings.js";
import type { TensorflowBackend } from "./tensorflow-backend.js";

const require = createRequire(import.meta.url);

type Router = Parameters<typeof tf.io.registerSaveRouter>[0];

let loaded: NativeInstall | undefined;

/** A native package at work. */
export interface LoadedNative extends NativeInstall {
  /** Version of the TensorFlow beneath it. */
  readonly tensorflow: string;
  readonly usesGpu: boolean;
}

/** The native package in this process. */
export function loadedNative(): LoadedNative | undefined {
  if (loaded === undefined) return undefined;
  const { binding, isUsingGpuDevice: usesGpu } = nativeBackend();
  return { ...loaded, tensorflow: binding.TF_Version, usesGpu };
}

/**
 * Loads a native package, which registers the tfjs backend `tensorflow` on preplab's own tfjs, and adds the
 * kernels that it lacks. A process can hold one of them, on its main thread. Throws with the reason when the
 * addon does not load.
 */
export function loadNative(install: NativeInstall): void {
  if (loaded?.folder === install.folder) return;
  if (!isMainThread) {
    // the addon's threads share a set of names without a lock
    throw new Error(`backend: ${describe(install)} runs on a program's main thread only.`);
  }
  if (loaded !== undefined) {
    throw new Error(
      `backend: this process runs ${describe(loaded)} already. Start another one for ${describe(install)}.`,
    );
  }
  restoreRemovedUtil();
  // TensorFlow tells on every start how it was compiled
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  const unshare = shareTfjs();
  const restore = keepOwnRouters();
  let native: Record<string, unknown>;
  try {
    native = require(install.folder) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`backend: ${describe(install)} does not load: ${reasonOf(error, install)}`, {
      cause: error,
    });
  } finally {
    restore();
    unshare();
  }
  if (tf.findBackendFactory("tensorflow") == null) {
    throw new Error(
      `backend: ${describe(install)} was loaded by this program before, on another tfjs than preplab's.`,
    );
  }
  loaded = install;
  quietProgress(install.folder);
  addNodeFunctions(native);
  keepSharedStrings(nativeBackend());
  registerKernels();
}

function describe({ name, version, folder, build }: NativeInstall): string {
  const beneath = build === undefined ? "" : ` on TensorFlow ${build.tensorflow.version}`;
  return `${name} ${version}${beneath} (${folder})`;
}

function reasonOf(error: unknown, { build }: NativeInstall): string {
  const reason = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]!;
  if (build !== undefined) {
    return `${reason} Build it again with "preplab backend install" if TensorFlow has moved.`;
  }
  return reason.includes("can not be found at path")
    ? 'npm did not install its addon. Next: "preplab backend install"'
    : reason;
}

function nativeBackend(): TensorflowBackend {
  return tf.engine().findBackend("tensorflow") as unknown as TensorflowBackend; // its own type is not exported
}

// tfjs-node 4.22 calls util functions that Node 22 warns of and Node 23 removed
function restoreRemovedUtil(): void {
  const util = require("node:util") as Record<string, unknown>; // CommonJS object, writable unlike the ESM view
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
}

// two handlers for one kind of URL are an error to tfjs; a program's own come first
function keepOwnRouters(): () => void {
  const { io } = tf;
  const { registerSaveRouter, registerLoadRouter } = io;
  const isFree = (handlers: unknown[]): boolean => handlers.length === 0;
  const ignore = (_router: Router): void => {};
  if (!isFree(io.getSaveHandlers("file://model")))
    Object.assign(io, { registerSaveRouter: ignore });
  if (!isFree(io.getLoadHandlers("file://model")))
    Object.assign(io, { registerLoadRouter: ignore });
  return () => Object.assign(io, { registerSaveRouter, registerLoadRouter });
}

function quietProgress(folder: string): void {
  try {
    const entry = require.resolve(folder);
    quietNativeProgress(require(join(dirname(entry), "callbacks.js")));
  } catch {
    // a version laid out otherwise: a second progress bar is no reason to do without it
  }
}

/** `tf.node`, which code written for tfjs-node expects, on the one tfjs. */
function addNodeFunctions(native: Record<string, unknown>): void {
  if (!("node" in tf)) Object.defineProperty(tf, "node", { value: native.node, enumerable: true });
}
