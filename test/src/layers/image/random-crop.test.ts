import { beforeAll, describe, expect, it } from "vitest";
import { layers, type RandomCropOptions, ready, tf } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";
import { flatNumbers } from "../../golden.js";

beforeAll(ready);

const COUNTED = [
  [[0], [1], [2]],
  [[3], [4], [5]],
  [[6], [7], [8]],
];

checkLayer({
  name: "RandomCrop",
  make: () => layers.randomCrop({ height: 2, width: 1, seed: 4 }),
  input: [COUNTED, COUNTED],
  inputDtype: "float32",
  outputShape: [2, 2, 1, 1],
  outputDtype: "float32",
  isRandom: true,
  atInference: [
    [[[1.75]], [[6.25]]],
    [[[1.75]], [[6.25]]],
  ],
  rejects: [
    [[1, 2], "RandomCrop: expected one image of rank 3 or a batch of rank 4. Received: shape [2]"],
    [[[["a"]]], "RandomCrop: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
  ],
});

checkKeras({
  className: "RandomCrop",
  file: "random-crop.json",
  tolerance: 5e-5,
  config: { height: 7, width: 2, seed: 3, compat: "keras3" },
});

describe("RandomCrop", () => {
  it("reaches every place and shares it within a batch", () => {
    const layer = layers.randomCrop({ height: 2, width: 2, seed: 1 });
    const places = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const [first, second] = layer([COUNTED, COUNTED]).arraySync() as number[][];
      expect(second).toEqual(first);
      places.add(String(first));
    }
    expect([...places].sort()).toEqual(["0,1,3,4", "1,2,4,5", "3,4,6,7", "4,5,7,8"]);
  });

  it("draws along one fitting side as tf_keras, not as Keras 3", () => {
    const lefts = (compat: "keras3" | "tf_keras"): Set<number> => {
      const layer = layers.randomCrop({ height: 3, width: 1, seed: 1, compat });
      return new Set(Array.from({ length: 40 }, () => layer.sample([3, 3, 1]).box.left));
    };
    expect(lefts("keras3").size).toBe(1);
    expect(lefts("tf_keras")).toEqual(new Set([0, 1, 2]));
  });

  it("resizes the middle in inference, whatever it imitates", () => {
    for (const compat of ["keras3", "tf_keras"] as const) {
      const layer = layers.randomCrop({ height: 1, width: 1, compat });
      expect(flatNumbers(layer(COUNTED, { training: false }).arraySync())).toEqual([4]);
      const both = { images: COUNTED, segmentationMasks: COUNTED };
      const still = layer(both, { training: false });
      expect(still.images.shape).toEqual([1, 1, 1]);
      expect(still.segmentationMasks.arraySync()).toEqual([[[4]]]);
    }
  });

  it("cuts masks with their images", () => {
    const layer = layers.randomCrop({ height: 2, width: 2, seed: 8 });
    const output = layer({ images: COUNTED, segmentationMasks: COUNTED, labels: 1 });
    expect(output.segmentationMasks.arraySync()).toEqual(output.images.arraySync());
    expect(output.segmentationMasks.dtype).toBe("int32");
  });

  it("knows the output's shape with channels first", () => {
    const layer = layers.randomCrop({ height: 2, width: 1, dataFormat: "channels_first" });
    expect(layer.computeOutputShape([null, 3, null, 9])).toEqual([null, 3, 2, 1]);
    expect(layer(tf.ones([2, 3, 4, 9])).shape).toEqual([2, 3, 2, 1]);
  });

  it.each([
    [{ height: 0, width: 1 }, "RandomCrop: height must be a whole number above 0. Received: 0"],
    [
      { height: 1, width: 1, compat: "keras" },
      'RandomCrop: compat must be one of keras3, tf_keras. Received: "keras"',
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomCrop(options as RandomCropOptions)).toThrow(message);
  });

  it("rejects images of another size than a box was drawn for", () => {
    const layer = layers.randomCrop({ height: 2, width: 2 });
    expect(() => layer.transform(COUNTED, layer.sample([5, 5, 1]))).toThrow(
      "RandomCrop: expected 1 image(s) of 5x5, as the transformation was drawn for. Received: 1 of 3x3",
    );
  });
});
