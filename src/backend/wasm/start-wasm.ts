import { createRequire } from "node:module";
import { tf } from "../../tensorflow.js";
import { completeBackend } from "./complete-backend.js";
import { activeWasmBackend } from "./wasm-backend.js";

const require = createRequire(import.meta.url);

const FATAL_EVENTS = ["uncaughtException", "unhandledRejection"] as const;

/**
 * Starts the WebAssembly backend with the project's kernels. Its Emscripten runtime puts listeners on the process
 * that rethrow every stray rejection, which would end a host that survives them: those are taken off again.
 */
export async function startWasm(): Promise<void> {
  const before = FATAL_EVENTS.map((event) => new Set<unknown>(process.listeners(event as "exit")));
  // not in the types: the backends that stand
  const { registry } = tf.engine() as unknown as { registry: Record<string, unknown> };
  try {
    require("@tensorflow/tfjs-backend-wasm");
    // by tf.setBackend nothing could be computed until it stands, not even with the backend in use
    registry.wasm ??= await tf.findBackendFactory("wasm")();
  } finally {
    // never tf.removeBackend("wasm"): its filter is inverted and strips the host's own listeners
    FATAL_EVENTS.forEach((event, i) => {
      for (const listener of process.listeners(event as "exit")) {
        if (!before[i]!.has(listener)) process.off(event, listener);
      }
    });
  }
  const switching = tf.setBackend("wasm"); // at once, now that it stands
  completeBackend(activeWasmBackend()!);
  await switching;
}
