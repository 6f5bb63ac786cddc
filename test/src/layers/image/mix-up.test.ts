import { describe, expect, it } from "vitest";
import { layers, type MixUpOptions, tf } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "MixUp",
  make: () => layers.mixUp({ seed: 5 }),
  input: [IMAGE, IMAGE.toReversed(), IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 2, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [[1, 2], "MixUp: expected one image of rank 3 or a batch of rank 4. Received: shape [2]"],
  ],
});

describe("MixUp", () => {
  const images = [[[[0]]], [[[100]]], [[[200]]]];

  it("blends images and one-hot labels by the same weights", () => {
    const layer = layers.mixUp({ alpha: 2, seed: 1 });
    const drawn = layer.sample([3, 1, 1, 1]);
    const labels = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const output = layer.transform({ images, labels }, drawn);
    const mixed = output.labels.arraySync() as number[][];
    mixed.forEach((row, image) => {
      expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
      const blended = row.reduce((sum, weight, i) => sum + weight * i * 100, 0);
      expect(output.images.dataSync()[image]).toBeCloseTo(blended, 3);
    });
  });

  it("blends one number for each image, and masks", () => {
    const layer = layers.mixUp({ alpha: 2, seed: 1 });
    const output = layer({ images, labels: [0, 100, 200], segmentationMasks: tf.tensor(images) });
    expect(output.labels.arraySync()).toEqual(output.images.reshape([3]).arraySync());
    expect(output.segmentationMasks.arraySync()).toEqual(output.images.arraySync());
  });

  it("keeps the classes of the image that counts more", () => {
    const layer = layers.mixUp({ alpha: 2, seed: 1 });
    const drawn = layer.sample([3, 1, 1, 1]);
    const classes = layer.transformMasks(images, drawn);
    expect(classes.dtype).toBe("int32");
    const winners = Array.from(drawn.order, (other, i) => (drawn.weights[i]! < 0.5 ? other : i));
    expect(Array.from(classes.dataSync())).toEqual(winners.map((winner) => winner * 100));
  });

  it("leaves inference and labels there alone", () => {
    const output = layers.mixUp()({ images, labels: [1, 2, 3] }, { training: false });
    expect(output.labels.arraySync()).toEqual([1, 2, 3]);
    expect(output.images.arraySync()).toEqual(images);
  });

  it("rejects labels that are not one for each image", () => {
    expect(() => layers.mixUp()({ images, labels: [1, 2] })).toThrow(
      "MixUp: labels must be numbers, one row for each of 3 images. Received: int32 tensor of shape [2]",
    );
  });

  it.each([0, -1, Number.NaN, "a"])("rejects alpha %j", (alpha) => {
    expect(() => layers.mixUp({ alpha } as MixUpOptions)).toThrow(
      "MixUp: alpha must be a finite number above 0. Received:",
    );
  });
});
