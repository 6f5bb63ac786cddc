import type { Tensor } from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { type BoundingBoxes, layers, tf } from "../../../../src/index.js";

const IMAGE = tf.zeros([4, 8, 1]);
const BOX: BoundingBoxes = { boxes: [[1, 0, 3, 2]], labels: [7] };
const format = "xyxy";

describe("bounding boxes", () => {
  it.each([
    [
      "mirrored",
      layers.randomFlip({ mode: "horizontal", seed: 3, boundingBoxFormat: format }),
      [5, 0, 7, 2],
    ],
    [
      "shifted",
      layers.randomTranslation({
        heightFactor: [0.25, 0.25],
        widthFactor: [0.5, 0.5],
        boundingBoxFormat: format,
      }),
      [5, 1, 7, 3],
    ],
    // a half turn about the middle of the pixels, x to 7 - x and y to 3 - y
    [
      "turned",
      layers.randomRotation({ factor: [0.5, 0.5], boundingBoxFormat: format }),
      [4, 1, 6, 3],
    ],
    [
      "sheared",
      layers.randomShear({ xFactor: 0, yFactor: 0, boundingBoxFormat: format }),
      [1, 0, 3, 2],
    ],
    [
      "cropped",
      layers.centerCrop({ height: 2, width: 4, boundingBoxFormat: format }),
      [0, 0, 1, 1],
    ],
    [
      "resized",
      layers.resizing({ height: 8, width: 4, boundingBoxFormat: format }),
      [0.5, 0, 1.5, 4],
    ],
  ])("are %s with their image", (_, layer, expected) => {
    const { boundingBoxes } = layer({ images: IMAGE, boundingBoxes: BOX });
    const [box] = boundingBoxes.boxes.arraySync() as number[][];
    box!.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 4);
    });
    expect(boundingBoxes.labels.arraySync()).toEqual([7]);
  });

  it("are cut at the edges, and labelled -1 where nothing is left", () => {
    const layer = layers.randomTranslation({
      heightFactor: 0,
      widthFactor: [-0.25, -0.25],
      boundingBoxFormat: format,
    });
    const boundingBoxes = {
      boxes: [
        [1, 0, 3, 2],
        [0, 0, 1, 1],
      ],
      labels: [7, 8],
    };
    const output = layer({ images: IMAGE, boundingBoxes });
    expect(output.boundingBoxes.boxes.arraySync()).toEqual([
      [0, 0, 1, 2],
      [0, 0, 0, 1],
    ]);
    expect(output.boundingBoxes.labels.arraySync()).toEqual([7, -1]);
  });

  it("are padded where an image of the batch has fewer", () => {
    const images = tf.zeros([2, 4, 8, 1]);
    const boundingBoxes = { boxes: [[[1, 0, 3, 2]], []], labels: [[7], []] };
    const output = layers.randomInvert()({ images, boundingBoxes });
    expect(output.boundingBoxes.boxes.arraySync()).toEqual([[[1, 0, 3, 2]], [[0, 0, 0, 0]]]);
    expect(output.boundingBoxes.labels.arraySync()).toEqual([[7], [-1]]);
  });

  it("stay in inference, and keep their format", () => {
    const layer = layers.randomFlip({ boundingBoxFormat: "rel_center_xywh" });
    const boundingBoxes = { boxes: [[0.25, 0.5, 0.25, 0.5]], labels: [1] };
    const output = layer({ images: IMAGE, boundingBoxes }, { training: false });
    expect(output.boundingBoxes.boxes.arraySync()).toEqual([[0.25, 0.5, 0.25, 0.5]]);
  });

  it("follow a drawn transformation on their own", () => {
    const layer = layers.randomFlip({ mode: "vertical", seed: 3, boundingBoxFormat: format });
    const drawn = layer.sample([4, 8, 1]);
    const moved = layer.transformBoundingBoxes(BOX, drawn, [4, 8, 1]);
    expect(moved.boxes.arraySync()).toEqual([drawn.vertical[0] ? [1, 2, 3, 4] : [1, 0, 3, 2]]);
  });

  it("are those of both images after MixUp", () => {
    const layer = layers.mixUp({ seed: 1, boundingBoxFormat: format });
    const images = tf.zeros([2, 4, 8, 1]);
    const boundingBoxes = { boxes: [[[1, 0, 3, 2]], [[0, 0, 8, 4]]], labels: [[7], [8]] };
    const drawn = layer.sample({ images });
    const output = layer.transform({ images, boundingBoxes }, drawn);
    const labels = [7, 8];
    expect(output.boundingBoxes.labels.arraySync()).toEqual(
      labels.map((label, i) => [label, labels[drawn.order[i]!]]),
    );
  });

  it("survive a pipeline", () => {
    const pipeline = layers.pipeline({
      layers: [
        layers.resizing({ height: 8, width: 8, boundingBoxFormat: format }),
        layers.randomInvert(),
      ],
    });
    const call = pipeline as unknown as (inputs: object) => { boundingBoxes: { boxes: Tensor } };
    const output = call({ images: IMAGE, boundingBoxes: BOX });
    expect(output.boundingBoxes.boxes.arraySync()).toEqual([[1, 0, 3, 4]]);
  });

  it("keep their format in the config", () => {
    const layer = layers.randomFlip({ boundingBoxFormat: "center_yxhw" });
    const config = { ...layer.getConfig(), bounding_box_format: "center_yxhw" };
    const again = layers.deserialize({ class_name: "RandomFlip", config });
    expect(again.getConfig()).toMatchObject({ boundingBoxFormat: "center_yxhw" });
  });

  it("need a format to be moved", () => {
    expect(() => layers.randomFlip()({ images: IMAGE, boundingBoxes: BOX })).toThrow(
      "RandomFlip: bounding boxes need the option boundingBoxFormat, one of xyxy, yxyx, ",
    );
    expect(() => layers.randomFlip({ boundingBoxFormat: "a" as "xyxy" })).toThrow(
      "RandomFlip: boundingBoxFormat must be one of xyxy, ",
    );
  });

  it.each([layers.cutMix(), layers.randomElasticTransform()])("are refused by %s", (layer) => {
    expect(() => layer({ images: IMAGE, boundingBoxes: BOX })).toThrow(
      "bounding boxes cannot follow",
    );
  });

  it("leave nothing behind", () => {
    const layer = layers.randomRotation({ factor: 0.1, boundingBoxFormat: format });
    const before = tf.memory().numTensors;
    const { images, boundingBoxes } = layer({ images: IMAGE, boundingBoxes: BOX });
    tf.dispose([images, boundingBoxes.boxes, boundingBoxes.labels]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
