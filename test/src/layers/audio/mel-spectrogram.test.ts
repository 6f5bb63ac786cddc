import { describe, expect, it } from "vitest";
import { layers, type MelSpectrogramOptions, ops, tf } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";

const WAVE = Array.from({ length: 40 }, (_, i) => Math.sin(i));
const SMALL = { fftLength: 16, sequenceStride: 8, numMelBins: 3 };

checkLayer({
  name: "MelSpectrogram",
  make: () => layers.melSpectrogram(SMALL),
  input: [WAVE, WAVE],
  inputDtype: "float32",
  outputShape: [2, 3, 6],
  outputDtype: "float32",
  isRandom: false,
  rejects: [
    [
      [1, 2],
      "MelSpectrogram: expected numbers of shape [..., time] with a time of more than 8 samples. Received: ",
    ],
    [[["a"]], "Received: string tensor of shape [1, 1]"],
  ],
});

describe("MelSpectrogram", () => {
  it("finds a tone in the band of its frequency", () => {
    const layer = layers.melSpectrogram({ fftLength: 256, sequenceStride: 64, numMelBins: 10 });
    const bands = [500, 2000, 6000].map((hertz) => {
      const tone = tf
        .range(0, 512)
        .mul((2 * Math.PI * hertz) / 16000)
        .sin();
      return layer(tone).mean(1).argMax().dataSync()[0]!;
    });
    expect(bands).toEqual([...bands].sort((a, b) => a - b));
    expect(new Set(bands).size).toBe(3);
  });

  it("limits decibels from below", () => {
    const output = layers
      .melSpectrogram({ ...SMALL, topDb: 10 })(WAVE)
      .dataSync();
    expect(Math.max(...output) - Math.min(...output)).toBeLessThanOrEqual(10 + 1e-5);
  });

  it.each([
    [
      { fftLength: 8, sequenceLength: 9 },
      "MelSpectrogram: sequenceLength must be at most fftLength, 8. Received: 9",
    ],
    [{ window: "a" }, 'MelSpectrogram: window must be one of hann, hamming. Received: "a"'],
    [
      { fftLength: 4, window: [1] },
      "MelSpectrogram: window must have one finite number for each of 4 samples. Received: [1]",
    ],
    [
      { minFreq: 9, maxFreq: 8 },
      "MelSpectrogram: minFreq must be at least 0 and below maxFreq. Received: 9 and 8",
    ],
    [{ magExp: "a" }, 'MelSpectrogram: magExp must be a finite number. Received: "a"'],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.melSpectrogram(options as MelSpectrogramOptions)).toThrow(message);
  });
});

describe("the Fourier transform", () => {
  it.each([1, 2, 8, 64])("of %i samples is that of the definition", (length) => {
    const signal = Float64Array.from({ length }, (_, i) => Math.cos(3 * i) + i);
    const { real, imaginary } = ops.realFft(length)(signal);
    for (let bin = 0; bin <= length / 2; bin++) {
      let [re, im] = [0, 0];
      signal.forEach((value, i) => {
        re += value * Math.cos((2 * Math.PI * bin * i) / length);
        im -= value * Math.sin((2 * Math.PI * bin * i) / length);
      });
      expect(real[bin]).toBeCloseTo(re, 8);
      expect(imaginary[bin]).toBeCloseTo(im, 8);
    }
  });

  it("takes lengths that are no power of two", () => {
    const { real, imaginary } = ops.realFft(3)(Float64Array.of(1, 2, 4));
    expect([...real]).toEqual([7, expect.closeTo(-2, 10)]);
    expect([...imaginary]).toEqual([0, expect.closeTo(Math.sqrt(3), 10)]);
  });
});
