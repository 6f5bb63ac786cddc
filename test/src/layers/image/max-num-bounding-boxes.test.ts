import { describe, expect, it } from "vitest";
import { layers, type MaxNumBoundingBoxesOptions, tf } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";
import { readGolden } from "../../golden.js";

interface Recorded {
  readonly runs: {
    readonly config: Record<string, unknown>;
    readonly boxes: number[][][];
    readonly labels: number[][];
    readonly out_boxes: number[][][];
    readonly out_labels: number[][];
  }[];
  readonly serialized: Record<string, unknown>;
}

type Layer = ReturnType<typeof layers.maxNumBoundingBoxes>;

const IMAGE = [[[10], [20]]];
const golden = readGolden<Recorded>("max-num-bounding-boxes.json");

checkLayer({
  name: "MaxNumBoundingBoxes",
  make: () => layers.maxNumBoundingBoxes({ maxNumber: 2, boundingBoxFormat: "rel_xyxy" }),
  input: [IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [2, 1, 2, 1],
  outputDtype: "float32",
  isRandom: false,
  rejects: [
    [
      [1, 2],
      "MaxNumBoundingBoxes: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
  ],
});

describe("MaxNumBoundingBoxes", () => {
  it.each(golden.runs)("gives Keras's boxes for $config", (run) => {
    const layer = layers.deserialize({ class_name: "MaxNumBoundingBoxes", config: run.config });
    const { boxes, labels } = run.boxes.length > 0 ? run : { boxes: [[], []], labels: run.labels };
    const output = (layer as Layer)({ images: [IMAGE, IMAGE], bounding_boxes: { boxes, labels } });
    expect(output.bounding_boxes.boxes.arraySync()).toEqual(run.out_boxes);
    expect(output.bounding_boxes.boxes.dtype).toBe("float32");
    expect(output.bounding_boxes.labels.arraySync()).toEqual(run.out_labels);
    expect(output.bounding_boxes.labels.dtype).toBe("int32");
  });

  it("reads the config that Keras writes", () => {
    const config = layers.deserialize(golden.serialized).getConfig();
    expect(config).toMatchObject({ name: "it", maxNumber: 3, boundingBoxFormat: "xyxy" });
  });

  it("takes tensors, and different numbers of boxes", () => {
    const layer = layers.maxNumBoundingBoxes({ maxNumber: 2, fillValue: 7 });
    const boxes = tf.tensor3d([[[1, 2, 3, 4]]]);
    const one = layer({ images: [IMAGE], boundingBoxes: { boxes, labels: tf.tensor2d([[9]]) } });
    expect(one.boundingBoxes.boxes.arraySync()).toEqual([
      [
        [1, 2, 3, 4],
        [7, 7, 7, 7],
      ],
    ]);
    expect(one.boundingBoxes.labels.arraySync()).toEqual([[9, 7]]);
    const uneven = layer({
      images: [IMAGE, IMAGE],
      boundingBoxes: {
        boxes: [
          [
            [1, 2, 3, 4],
            [5, 6, 7, 8],
            [9, 9, 9, 9],
          ],
          [],
        ],
        labels: [[1, 2, 3], []],
      },
    });
    expect(uneven.boundingBoxes.labels.arraySync()).toEqual([
      [1, 2],
      [7, 7],
    ]);
    expect(uneven.boundingBoxes.boxes.shape).toEqual([2, 2, 4]);
  });

  it("takes one image and leaves all but its boxes alone", () => {
    const layer = layers.maxNumBoundingBoxes({ maxNumber: 1 });
    const boundingBoxes = {
      boxes: [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      labels: [1, 2],
    };
    const before = tf.memory().numTensors;
    const output = layer({ images: IMAGE, boundingBoxes, segmentationMasks: [[3, 4]], labels: 2 });
    expect(tf.memory().numTensors).toBe(before + 5);
    expect(output.images.arraySync()).toEqual(IMAGE);
    expect(output.boundingBoxes.boxes.arraySync()).toEqual([[1, 2, 3, 4]]);
    expect(output.boundingBoxes.labels.arraySync()).toEqual([1]);
    expect(output.segmentationMasks.arraySync()).toEqual([[3, 4]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it.each([
    [
      { boxes: [[1, 2, 3]], labels: [1] },
      "boxes of an image must have the shape [boxes, 4]. Received: shape [1, 3]",
    ],
    [
      { boxes: [[1, 2, 3, 4]], labels: [1, 2] },
      "as many labels for each of 1 image(s). Received: [1] boxes and [2] labels",
    ],
    [
      { boxes: [["a"]], labels: [1] },
      "boxes must be numbers. Received: string tensor of shape [1, 1]",
    ],
    [{ boxes: [] }, 'must have the keys boxes and labels. Received: ["boxes"]'],
  ])("rejects the boxes %j", (boundingBoxes, message) => {
    const layer = layers.maxNumBoundingBoxes({ maxNumber: 1 });
    const call = layer as unknown as (inputs: unknown) => unknown; // not typed so
    expect(() => call({ images: IMAGE, boundingBoxes })).toThrow(message);
  });

  it.each([
    [
      {},
      "MaxNumBoundingBoxes: maxNumber must be a whole number of at least 1. Received: undefined",
    ],
    [
      { maxNumber: 1.5 },
      "MaxNumBoundingBoxes: maxNumber must be a whole number of at least 1. Received: 1.5",
    ],
    [
      { maxNumber: 1, fillValue: 0.5 },
      "MaxNumBoundingBoxes: fillValue must be a whole number. Received: 0.5",
    ],
    [
      { maxNumber: 1, boundingBoxFormat: "a" },
      "MaxNumBoundingBoxes: boundingBoxFormat must be one of xyxy, ",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.maxNumBoundingBoxes(options as MaxNumBoundingBoxesOptions)).toThrow(
      message,
    );
  });
});
