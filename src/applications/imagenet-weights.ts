import { stat } from "node:fs/promises";
import { join } from "node:path";
import { kerasCaches } from "../keras-home.js";

/**
 * The file of weights trained on ImageNet that Keras has downloaded. Throws, naming the places, when there
 * is none.
 */
export async function imagenetWeights(
  owner: string,
  model: string,
  includeTop: boolean,
): Promise<string> {
  const file = `${model}_weights_tf_dim_ordering_tf_kernels${includeTop ? "" : "_notop"}.h5`;
  const places = kerasCaches("models").map((folder) => join(folder, file));
  for (const place of places) {
    const found = await stat(place).catch(() => undefined);
    if (found?.isFile()) return place;
  }
  throw new Error(
    `${owner}: found no ImageNet weights. Looked for:\n${places.map((at) => `  ${at}\n`).join("")}` +
      "Put Keras's file there, give the path of another as weights, or take random ones: weights: null.",
  );
}
