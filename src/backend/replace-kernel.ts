import type { KernelConfig, KernelFunc } from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";

// on the function itself: another copy of this module may have put it there
const OWN = Symbol.for("preplab.kernel");

/** Puts a kernel in the place of the one that is registered, if there is one, once. */
export function replaceKernel(
  kernelName: string,
  backendName: string,
  create: (stock: KernelFunc | undefined) => KernelFunc,
): void {
  const stock = tf.getKernel(kernelName, backendName) as KernelConfig | undefined;
  if (stock !== undefined && OWN in stock.kernelFunc) return;
  const kernelFunc = Object.assign(create(stock?.kernelFunc), { [OWN]: true });
  if (stock !== undefined) tf.unregisterKernel(kernelName, backendName);
  // set-up and disposal stay with the stock kernel, which may still be called
  tf.registerKernel({ ...stock, kernelName, backendName, kernelFunc });
}
