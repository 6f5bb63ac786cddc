import { describe, expect, it } from "vitest";
import { layers, type RandomElasticTransformOptions, tf } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";

const IMAGES = tf.range(0, 1800).div(8).reshape([2, 30, 30, 1]).arraySync() as number[][][][];

checkLayer({
  name: "RandomElasticTransform",
  make: () => layers.randomElasticTransform({ factor: [1, 1], scale: [1, 1], seed: 5 }),
  input: [IMAGES[0]!, IMAGES[1]!],
  inputDtype: "float32",
  outputShape: [2, 30, 30, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomElasticTransform: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
  ],
});

describe("RandomElasticTransform", () => {
  it("moves masks with images, without blending", () => {
    const layer = layers.randomElasticTransform({
      factor: [1, 1],
      scale: [1, 1],
      interpolation: "nearest",
      seed: 2,
    });
    const output = layer({ images: IMAGES, segmentationMasks: IMAGES });
    expect(output.segmentationMasks.arraySync()).toEqual(output.images.arraySync());
    expect(output.images.arraySync()).not.toEqual(IMAGES);
  });

  it("does nothing at strength 0", () => {
    const layer = layers.randomElasticTransform({ scale: 0 });
    expect(layer(IMAGES).arraySync()).toEqual(IMAGES);
  });

  it.each([
    [
      { fillMode: "around" },
      'RandomElasticTransform: fillMode must be one of reflect, wrap, constant, nearest, mirror. Received: "around"',
    ],
    [
      { fillValue: Number.NaN },
      "RandomElasticTransform: fillValue must be a finite number. Received: NaN",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomElasticTransform(options as RandomElasticTransformOptions)).toThrow(
      message,
    );
  });
});
