import { tf } from "../tensorflow.js";
import { completeBatchNorm } from "./complete-batch-norm.js";
import { completeCpu } from "./cpu/complete-cpu.js";
import { findNative } from "./native/find-native.js";
import { loadNative } from "./native/load-native.js";
import { NATIVE_PACKAGES, type NativePackage } from "./native/native-package.js";
import { startWasm } from "./wasm/start-wasm.js";

/** What `backend()` and the `PREPLAB_BACKEND` variable accept. */
export type BackendName = "auto" | "tfjs-node-gpu" | "tfjs-node" | "wasm" | "cpu";

const BACKENDS: readonly BackendName[] = ["auto", "tfjs-node-gpu", "tfjs-node", "wasm", "cpu"];

let selection: Promise<string> | undefined;
let skipped: string[] = [];

/**
 * Starts the fastest TensorFlow.js backend of this machine and resolves when tensors can be computed:
 * tfjs-node-gpu, tfjs-node (each when installed and loadable), WebAssembly, then plain JavaScript.
 * The variable `PREPLAB_BACKEND` forces one of `tfjs-node-gpu`, `tfjs-node`, `wasm` and `cpu`. Calling it
 * again costs nothing.
 *
 * @example
 * import { ready, tf } from "preplab";
 * await ready();
 * console.log(tf.getBackend()); // wasm
 */
export async function ready(): Promise<void> {
  selection ??= start(parseBackend(process.env.PREPLAB_BACKEND || "auto", "PREPLAB_BACKEND"));
  await selection;
}

/**
 * Switches TensorFlow.js to one backend and resolves to the name that tfjs gives it (`tensorflow` for
 * both native packages). Throws when the name is unknown or the backend cannot start; the one in use stays.
 *
 * @example
 * import { backend } from "preplab";
 * console.log(await backend("cpu")); // cpu
 */
export async function backend(name: BackendName): Promise<string> {
  const previous = selection;
  const wanted = parseBackend(name, "backend");
  // one that is still starting would take over afterwards
  selection = (previous ?? Promise.resolve()).then(
    () => start(wanted),
    () => start(wanted),
  );
  try {
    return await selection;
  } catch (error) {
    selection = previous;
    throw error;
  }
}

/** Why the backends before the one in use were passed over, in the order of `ready`. */
export function skippedBackends(): readonly string[] {
  return skipped;
}

function parseBackend(name: string, source: string): BackendName {
  const known = BACKENDS.find((candidate) => candidate === name);
  if (known !== undefined) return known;
  throw new Error(
    `${source}: unknown backend. Expected one of ${BACKENDS.join(", ")}. Received: ${JSON.stringify(name)}`,
  );
}

async function start(name: BackendName): Promise<string> {
  completeBatchNorm();
  completeCpu();
  switch (name) {
    case "auto":
      return startFirst();
    case "tfjs-node-gpu":
    case "tfjs-node":
      return startNative(name);
    case "wasm":
      await startWasm();
      return tf.getBackend();
    case "cpu":
      await setBackend("cpu");
      return tf.getBackend();
  }
}

async function startFirst(): Promise<string> {
  skipped = [];
  for (const name of [...NATIVE_PACKAGES, "wasm"] as const) {
    try {
      return await start(name);
    } catch (error) {
      // the next one in the order takes over; naming a backend throws the reason
      skipped.push(error instanceof Error ? error.message : String(error));
    }
  }
  return start("cpu");
}

async function startNative(name: NativePackage): Promise<string> {
  const installs = findNative(name);
  if (installs.length === 0) {
    throw new Error(
      `backend: ${name} is not installed. Next: "preplab backend install", or install @tensorflow/${name}.`,
    );
  }
  let fault: unknown;
  for (const install of installs) {
    try {
      loadNative(install);
      await setBackend("tensorflow");
      return tf.getBackend();
    } catch (error) {
      fault ??= error; // of the first, which ought to have worked
    }
  }
  throw fault;
}

async function setBackend(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`backend: tfjs could not start ${name}.`);
  await tf.ready();
}
