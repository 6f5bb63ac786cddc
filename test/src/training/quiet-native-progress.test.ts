import { expect, test } from "vitest";
import { tf } from "../../../src/index.js";
import { quietNativeProgress } from "../../../src/training/quiet-native-progress.js";

test("the progress bar of tfjs-node prints nothing and its instances still train", async () => {
  const printed: string[] = [];
  // made as in tfjs-node: what it prints is handed to the constructor of its base class
  class ProgbarLogger extends tf.CustomCallback {
    constructor() {
      super({
        onEpochBegin: (epoch) => void printed.push(`Epoch ${epoch}`),
        onBatchEnd: (batch) => void printed.push(`Batch ${batch}`),
        onEpochEnd: (epoch) => void printed.push(`End ${epoch}`),
      });
    }
  }
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  const xs = tf.ones([4, 1]);
  const train = () => model.fit(xs, xs, { callbacks: new ProgbarLogger(), verbose: 0 });
  await train();
  expect(printed).toEqual(["Epoch 0", "Batch 0", "End 0"]);
  printed.length = 0;
  quietNativeProgress({ ProgbarLogger });
  expect((await train()).epoch).toEqual([0]);
  expect(printed).toEqual([]);
});

test("a package without a progress bar is left as it is", () => {
  expect(() => quietNativeProgress({})).not.toThrow();
});
