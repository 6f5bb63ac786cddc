import { describe, expect, it } from "vitest";
import {
  type JitterDraw,
  layers,
  type RandomColorJitterOptions,
  tf,
} from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [
    [10, 20, 30],
    [40, 50, 200],
  ],
];
const ALL = { brightnessFactor: 0.2, contrastFactor: 0.3, saturationFactor: 0.4, hueFactor: 0.5 };

checkLayer({
  name: "RandomColorJitter",
  make: () => layers.randomColorJitter({ ...ALL, seed: 5 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 1, 2, 3],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomColorJitter: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [
      [[["a"]]],
      "RandomColorJitter: images must be numbers. Received: string tensor of shape [1, 1, 1]",
    ],
    [[[[1]]], "RandomColorJitter: expected images of 3 channels. Received: 1 channels"],
  ],
});

checkKeras<JitterDraw>({
  className: "RandomColorJitter",
  file: "random-color-jitter.json",
  tolerance: 5e-5,
  config: {
    brightnessFactor: [-0.3, 0.3],
    contrastFactor: null,
    saturationFactor: null,
    hueFactor: null,
    valueRange: [0, 255],
    seed: 2,
  },
});

describe("RandomColorJitter", () => {
  it("draws only for the steps that it takes", () => {
    const drawn = layers.randomColorJitter({ contrastFactor: 0.5, hueFactor: 0.1 }).sample(IMAGE);
    expect(Object.keys(drawn)).toEqual(["contrasts", "turns"]);
  });

  it("leaves images alone without factors", () => {
    expect(layers.randomColorJitter()(IMAGE).arraySync()).toEqual(IMAGE);
  });

  it("does one step as the layer for it does", () => {
    const hue = layers.randomHue({ factor: 0.5, seed: 3 })(IMAGE).arraySync();
    expect(layers.randomColorJitter({ hueFactor: 0.5, seed: 3 })(IMAGE).arraySync()).toEqual(hue);
    const contrast = layers.randomContrast({ factor: 0.5, seed: 3 })(IMAGE).arraySync();
    const jitter = layers.randomColorJitter({ contrastFactor: 0.5, seed: 3 });
    expect(jitter(IMAGE).arraySync()).toEqual(contrast);
  });

  it("takes images of one channel unless colours change", () => {
    const layer = layers.randomColorJitter({ brightnessFactor: [0.2, 0.2] });
    expect(layer.computeOutputShape([null, 4, 4, 1])).toEqual([null, 4, 4, 1]);
    expect(
      layer([[[10]]])
        .round()
        .arraySync(),
    ).toEqual([[[61]]]);
    expect(() =>
      layers.randomColorJitter({ hueFactor: 0.2 }).computeOutputShape([null, 4, 4, 1]),
    ).toThrow("RandomColorJitter: expected images of 3 channels. Received: 1 channels");
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.randomColorJitter({ ...ALL, seed: 5 });
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("takes channels first", () => {
    const last = layers.randomColorJitter({ ...ALL, seed: 5 })(IMAGE);
    const first = layers.randomColorJitter({ ...ALL, seed: 5, dataFormat: "channels_first" });
    const output = first(tf.tensor3d(IMAGE).transpose([2, 0, 1])).transpose([1, 2, 0]);
    expect(output.arraySync()).toEqual(last.arraySync());
  });

  it("gives whole numbers when asked", () => {
    expect(layers.randomColorJitter({ ...ALL, dtype: "int32" })(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [
      { brightnessFactor: 2 },
      "RandomColorJitter: brightnessFactor must lie in [-1, 1], as a number or a pair. Received: 2",
    ],
    [{ contrastFactor: [2, 3] }, "RandomColorJitter: contrastFactor must be a number in [0, 1] or"],
    [
      { saturationFactor: "a" },
      'RandomColorJitter: saturationFactor must lie in [-1, 1], as a number or a pair. Received: "a"',
    ],
    [
      { hueFactor: -0.1 },
      "RandomColorJitter: hueFactor must lie in [0, 1], as a number or a pair. Received: -0.1",
    ],
    [
      { valueRange: [1, 1] },
      "RandomColorJitter: valueRange must be two different finite numbers. Received: [1, 1]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomColorJitter(options as RandomColorJitterOptions)).toThrow(message);
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomColorJitter({ ...ALL, seed: 5 });
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([IMAGE, IMAGE, IMAGE]))).toThrow(
      "RandomColorJitter: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
