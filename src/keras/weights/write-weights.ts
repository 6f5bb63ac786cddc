import { groupAt, writeHdf5 } from "./hdf5.js";
import type { SavedWeights } from "./saved-weights.js";

/** The bytes of a `model.weights.h5` with these arrays. */
export function writeWeightsFile(weights: SavedWeights): Promise<Uint8Array> {
  return writeHdf5((file) => {
    for (const [path, { name, arrays }] of weights) {
      const vars = groupAt(file, path === "" ? "vars" : `${path}/vars`);
      if (name !== null) vars.create_attribute("name", name);
      for (const [key, { shape, values }] of arrays) {
        const isFloat = values instanceof Float32Array;
        vars.create_dataset({
          name: key,
          data: isFloat ? values : BigInt64Array.from(values, BigInt), // whole numbers in Keras are int64
          shape: [...shape],
          dtype: isFloat ? "<f" : "<q",
        });
      }
    }
  });
}
