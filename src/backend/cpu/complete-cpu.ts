import type { KernelFunc } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { conv2dBackpropFilter } from "./conv2d-backprop-filter.js";
import { transformEachImage } from "./transform.js";
import { unsortedSegmentSum } from "./unsorted-segment-sum.js";

const KNOWN_VERSION = /^4\.22\./;

// on the function itself: another copy of this module may have put it there
const OWN = Symbol.for("preplab.kernel");

/** Puts right or usable kernels in the place of those that tfjs's cpu backend 4.22 has wrong or absurdly slow. */
export function completeCpu(): void {
  if (!KNOWN_VERSION.test(tf.version.tfjs)) return;
  replace("Transform", transformEachImage);
  replace("Conv2DBackpropFilter", conv2dBackpropFilter);
  replace("UnsortedSegmentSum", unsortedSegmentSum);
}

function replace(kernelName: string, create: (stock: KernelFunc) => KernelFunc): void {
  const stock = tf.getKernel(kernelName, "cpu");
  if (OWN in stock.kernelFunc) return;
  tf.unregisterKernel(kernelName, "cpu");
  const kernelFunc = Object.assign(create(stock.kernelFunc), { [OWN]: true });
  tf.registerKernel({ ...stock, kernelFunc });
}
