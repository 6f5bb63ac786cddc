import { tf } from "../tensorflow.js";

/** Whether tfjs is the version whose kernels and private parts are known here. */
export function isKnownVersion(): boolean {
  return tf.version.tfjs.startsWith("4.22.");
}
