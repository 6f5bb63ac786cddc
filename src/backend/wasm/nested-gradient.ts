import { tf } from "../../tensorflow.js";

/** Whether a gradient is taken of a gradient: then it has to consist of kernels that have gradients. */
export function isNestedGradient(): boolean {
  const { state } = tf.engine() as unknown as { state: { gradientDepth: number } }; // private to tfjs 4.22
  return state.gradientDepth > 1;
}
