import { tf } from "../../tensorflow.js";

/**
 * How many gradients record what is computed: 1 in a forward pass, 0 in its backward pass, and one more of each where
 * a gradient is taken of a gradient, which then has to consist of kernels that have gradients.
 */
export function gradientDepth(): number {
  const { state } = tf.engine() as unknown as { state: { gradientDepth: number } }; // private to tfjs 4.22
  return state.gradientDepth;
}
