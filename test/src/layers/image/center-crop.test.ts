import { describe, expect, it } from "vitest";
import { type CenterCropOptions, layers, tf } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";
import { flatNumbers } from "../../golden.js";

const COUNTED = [
  [[0], [1], [2]],
  [[3], [4], [5]],
  [[6], [7], [8]],
];

checkLayer({
  name: "CenterCrop",
  make: () => layers.centerCrop({ height: 1, width: 2 }),
  input: [COUNTED, COUNTED],
  inputDtype: "float32",
  outputShape: [2, 1, 2, 1],
  outputDtype: "float32",
  isRandom: false,
  rejects: [
    [[1, 2], "CenterCrop: expected one image of rank 3 or a batch of rank 4. Received: shape [2]"],
    [[[["a"]]], "CenterCrop: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
  ],
});

checkKeras({
  className: "CenterCrop",
  file: "center-crop.json",
  tolerance: 5e-5,
  config: { height: 3, width: 9 },
});

describe("CenterCrop", () => {
  it("takes the upper left of two middles", () => {
    const crop = layers.centerCrop({ height: 2, width: 2 });
    expect(flatNumbers(crop(COUNTED).arraySync())).toEqual([0, 1, 3, 4]);
  });

  it("cuts masks with their images and keeps their type", () => {
    const crop = layers.centerCrop({ height: 1, width: 1 });
    const output = crop({ images: COUNTED, segmentationMasks: COUNTED });
    expect(output.segmentationMasks.arraySync()).toEqual([[[4]]]);
    expect(output.segmentationMasks.dtype).toBe("int32");
    const larger = layers.centerCrop({ height: 6, width: 3 });
    const resized = larger({ images: COUNTED, segmentationMasks: COUNTED });
    expect(resized.segmentationMasks.shape).toEqual([6, 3, 1]);
    expect(resized.segmentationMasks.dtype).toBe("int32");
  });

  it("takes and gives channels first", () => {
    const crop = layers.centerCrop({ height: 1, width: 2, dataFormat: "channels_first" });
    expect(crop.computeOutputShape([null, 3, 8, 8])).toEqual([null, 3, 1, 2]);
    expect(crop(tf.ones([4, 3, 8, 8])).shape).toEqual([4, 3, 1, 2]);
  });

  it.each([
    [{}, "CenterCrop: height must be a whole number above 0. Received: undefined"],
    [{ height: 1, width: -1 }, "CenterCrop: width must be a whole number above 0. Received: -1"],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.centerCrop(options as CenterCropOptions)).toThrow(message);
  });
});
