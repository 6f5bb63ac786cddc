import type { NativeInstall } from "../../../src/backend/native/find-native.js";
import { loadedNative, loadNative } from "../../../src/backend/native/load-native.js";
import { tf } from "../../../src/tensorflow.js";

/** What a native package answers when it works, or why it does not. */
export type Probe =
  | { readonly tensorflow: string; readonly usesGpu: boolean }
  | { readonly fault: string };

function probe(install: NativeInstall): Probe {
  try {
    loadNative(install);
    const product = tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync()[0];
    const text = tf.tensor1d(["a", "b"]).slice([1], [1]).dataSync()[0];
    if (product !== 11 || String(text) !== "b") {
      return { fault: `expected 11 and "b". Received: ${product} and "${text}"` };
    }
    const { tensorflow, usesGpu } = loadedNative()!; // since it loaded
    return { tensorflow, usesGpu };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

// run as a program of its own: an addon that does not fit may end the process
const install = JSON.parse(process.argv[2] ?? "null") as NativeInstall; // written by install-native
process.stdout.write(JSON.stringify(probe(install)));
