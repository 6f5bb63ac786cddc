import { describe, expect, it } from "vitest";
import { layers, type RandAugmentOptions, tf } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";

const IMAGES = tf.range(0, 300).div(2).reshape([2, 10, 5, 3]).arraySync() as number[][][][];

checkLayer({
  name: "RandAugment",
  make: () => layers.randAugment({ seed: 5 }),
  input: IMAGES,
  inputDtype: "float32",
  outputShape: [2, 10, 5, 3],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [[1, 2], "RandAugment: expected one image of rank 3 or a batch of rank 4. Received: shape [2]"],
  ],
});

describe("RandAugment", () => {
  it("applies the chosen augmentations one after another", () => {
    const layer = layers.randAugment({ numOps: 3, seed: 1 });
    const drawn = layer.sample(IMAGES);
    expect(drawn.chosen.length).toBe(3);
    const step = (chosen: typeof drawn.chosen, images: typeof IMAGES) =>
      layer.transform(images, { ...drawn, chosen });
    const stepwise = drawn.chosen.reduce<ReturnType<typeof step> | typeof IMAGES>(
      (images, name) => step([name], images as typeof IMAGES),
      IMAGES,
    );
    expect((stepwise as ReturnType<typeof step>).arraySync()).toEqual(
      layer.transform(IMAGES, drawn).arraySync(),
    );
  });

  it("moves masks and boxes by what moves images", () => {
    const layer = layers.randAugment({ seed: 1, boundingBoxFormat: "xyxy" });
    const drawn = layer.sample(IMAGES);
    const masks = layer.transformMasks(
      IMAGES.map((image) => image.map((row) => row.map(() => [4]))),
      {
        ...drawn,
        chosen: ["random_brightness"],
      },
    );
    expect(new Set(masks.dataSync())).toEqual(new Set([4]));
    const boxes = { boxes: [[[0, 0, 5, 10]], [[0, 0, 5, 10]]], labels: [[1], [1]] };
    const moved = layer.transformBoundingBoxes(
      boxes,
      { ...drawn, chosen: ["random_translation"] },
      [2, 10, 5, 3],
    );
    expect(moved.boxes.arraySync()).not.toEqual(boxes.boxes);
  });

  it.each([
    [{ numOps: 0 }, "RandAugment: numOps must be a whole number of at least 1. Received: 0"],
    [{ factor: 2 }, "RandAugment: factor must lie in [0, 1], as a number or a pair. Received: 2"],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randAugment(options as RandAugmentOptions)).toThrow(message);
  });
});
