import { beforeAll, describe, expect, it } from "vitest";
import { layers, ready, type STFTSpectrogramOptions, tf } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";

const WAVE = Array.from({ length: 20 }, (_, i) => [Math.sin(i), Math.cos(i)]);
const SMALL = { frameLength: 8, frameStep: 4 };

beforeAll(ready);

checkLayer({
  name: "STFTSpectrogram",
  make: () => layers.stftSpectrogram(SMALL),
  input: [WAVE, WAVE],
  inputDtype: "float32",
  outputShape: [2, 4, 10],
  outputDtype: "float32",
  isRandom: false,
  rejects: [
    [
      [[1, 2]],
      "STFTSpectrogram: expected numbers of rank 3, batch, time and channels, of at least 8 samples. Received: float32 tensor of shape [1, 2]",
    ],
  ],
});

describe("STFTSpectrogram", () => {
  it("has both parts of its kernel as weights, and only the needed one", () => {
    const names = (options: STFTSpectrogramOptions) => {
      const layer = layers.stftSpectrogram({ ...SMALL, ...options });
      layer([WAVE]);
      return layer.trainableWeights.map(({ originalName, shape }) => [originalName, shape]);
    };
    expect(names({}).map(([, shape]) => shape)).toEqual([
      [8, 1, 5],
      [8, 1, 5],
    ]);
    expect(names({ mode: "real" }).length).toBe(1);
    expect(names({ trainable: false })).toEqual([]);
  });

  it("gives a gradient to its kernels", async () => {
    const layer = layers.stftSpectrogram({ ...SMALL, mode: "real" });
    const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [20, 2] }), layer] });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    const before = layer.getWeights()[0]!.arraySync();
    await model.fit(tf.tensor([WAVE]), tf.zeros([1, 4, 10]), { verbose: 0 });
    expect(layer.getWeights()[0]!.arraySync()).not.toEqual(before);
  });

  it.each([
    [{ dataFormat: "channels_last", expandDims: true }, [1, 4, 5, 2]],
    [{ dataFormat: "channels_last", mode: "stft" }, [1, 4, 20]],
    [{ padding: "same" }, [1, 5, 10]],
  ] as const)("gives %j the shape %j", (options, shape) => {
    const layer = layers.stftSpectrogram({ ...SMALL, ...options });
    expect(layer.computeOutputShape([null, 20, 2])).toEqual([null, ...shape.slice(1)]);
    expect(layer([WAVE]).shape).toEqual(shape);
  });

  it.each([
    ["channels_first", [1, 10, 4]],
    ["expanded", [1, 2, 4, 5]],
  ])("takes channels first: %s", (kind, shape) => {
    const rows = [WAVE.map(([a]) => a!), WAVE.map(([, b]) => b!)];
    const expandDims = kind === "expanded";
    const layer = layers.stftSpectrogram({ ...SMALL, dataFormat: "channels_first", expandDims });
    expect(layer.computeOutputShape([null, 2, 20])).toEqual([null, ...shape.slice(1)]);
    expect(layer([rows]).shape).toEqual(shape);
    const last = layers.stftSpectrogram({ ...SMALL, expandDims })([WAVE]);
    const order = expandDims ? [0, 3, 1, 2] : [0, 2, 1];
    expect(layer([rows]).arraySync()).toEqual(tf.transpose(last, order).arraySync());
  });

  it.each([
    [
      { frameLength: 4, frameStep: 5 },
      "STFTSpectrogram: frameStep must be at most frameLength, 4. Received: 5",
    ],
    [
      { frameLength: 4, fftLength: 3 },
      "STFTSpectrogram: fftLength must be at least frameLength, 4. Received: 3",
    ],
    [{ mode: "a" }, "STFTSpectrogram: mode must be one of log, magnitude, psd, "],
    [{ scaling: "a" }, "STFTSpectrogram: scaling must be one of density, spectrum. Received: "],
    [{ window: "a" }, "STFTSpectrogram: window must be one of boxcar, hann, "],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.stftSpectrogram(options as STFTSpectrogramOptions)).toThrow(message);
  });
});
