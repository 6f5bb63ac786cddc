import { tf } from "../../src/index.js";

/** How many tensors the addon holds, those included of which tfjs does not know. */
export function numHandles(): number {
  const backend = tf.engine().findBackend("tensorflow") as unknown as {
    binding: { getNumOfTensors(): number };
  }; // tfjs-node's own type is not exported
  return backend.binding.getNumOfTensors();
}
