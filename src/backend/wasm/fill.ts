import type { FillAttrs } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { overrideKernel } from "./kernel-override.js";

/** A tensor of one value, a string too. */
export const fill = overrideKernel<object, FillAttrs>("Fill", ({ attrs, backend, stock }) => {
  const { shape, value } = attrs;
  if (typeof value !== "string") return stock();
  const bytes = tf.util.encodeString(value);
  const values = new Array<Uint8Array>(tf.util.sizeFromShape(shape)).fill(bytes);
  return backend.makeOutput(shape, "string", undefined, values);
});
