import { isKnownVersion } from "../known-version.js";
import { replaceKernel } from "../replace-kernel.js";
import { conv2dBackpropFilter } from "./conv2d-backprop-filter.js";
import { transformEachImage } from "./transform.js";
import { unsortedSegmentSum } from "./unsorted-segment-sum.js";

/** Puts right or usable kernels in the place of those that tfjs's cpu backend 4.22 has wrong or absurdly slow. */
export function completeCpu(): void {
  if (!isKnownVersion()) return;
  replaceKernel("Transform", "cpu", (stock) => transformEachImage(stock!));
  replaceKernel("Conv2DBackpropFilter", "cpu", (stock) => conv2dBackpropFilter(stock!));
  replaceKernel("UnsortedSegmentSum", "cpu", unsortedSegmentSum);
}
