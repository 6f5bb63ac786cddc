import type { Shape } from "@tensorflow/tfjs";
import type { DenseArray } from "../../ops/dense-array.js";
import { melMatrix } from "../../ops/mel-matrix.js";
import { realFft } from "../../ops/real-fft.js";
import { windowFunction } from "../../ops/window-function.js";
import { received } from "../../received.js";
import { choose } from "../base/choose.js";
import type { LayerOptions } from "../base/layer-options.js";
import { PreprocessingLayer } from "../base/preprocessing-layer.js";
import { registerLayer } from "../base/register-layer.js";
import { requireCount } from "../base/require-count.js";
import { readWindow } from "./read-window.js";

const { fround, log10, max } = Math;

/** Options of `MelSpectrogram`, Keras's under camelCase names. */
export interface MelSpectrogramOptions extends LayerOptions {
  /** Length of the Fourier transform, in samples. Defaults to 2048. */
  readonly fftLength?: number | undefined;
  /** From one frame to the next, in samples. Defaults to 512. */
  readonly sequenceStride?: number | undefined;
  /** How many samples of a frame the window lets through, at most `fftLength`, which is the default. */
  readonly sequenceLength?: number | null | undefined;
  /** How they are weighted: `hann` (default), `hamming`, as many numbers, or null for all alike. */
  readonly window?: "hann" | "hamming" | readonly number[] | null | undefined;
  /** Samples per second. Defaults to 16000. */
  readonly samplingRate?: number | undefined;
  /** How many bands of frequency the result has. Defaults to 128. */
  readonly numMelBins?: number | undefined;
  /** Lowest frequency in hertz. Defaults to 20. */
  readonly minFreq?: number | undefined;
  /** Highest frequency in hertz. Defaults to half the sampling rate. */
  readonly maxFreq?: number | null | undefined;
  /** Whether powers become decibels. Defaults to true. */
  readonly powerToDb?: boolean | undefined;
  /** How many decibels below the largest value of all the least may lie. Defaults to 80. */
  readonly topDb?: number | undefined;
  /** Exponent of magnitudes: 2 (default) for powers, 1 for magnitudes. */
  readonly magExp?: number | undefined;
  /** The least power that decibels are made of. Defaults to 1e-10. */
  readonly minPower?: number | undefined;
  /** The power of 0 decibels. Defaults to 1. */
  readonly refPower?: number | undefined;
}

/**
 * Turns sound into an image of its frequencies over time: a short-time Fourier transform of centred frames,
 * in bands of the mel scale.
 *
 * Takes samples [..., time] and gives float32 [..., numMelBins, frames] with a frame for each
 * `sequenceStride` samples begun; there must be more samples than half of `fftLength`, for the ends are
 * mirrored.
 *
 * @example
 * import { layers, tf } from "preplab";
 * const mel = layers.melSpectrogram({ fftLength: 64, sequenceStride: 16, numMelBins: 4 });
 * const tone = tf.range(0, 160).mul((2 * Math.PI * 1000) / 16000).sin();
 * console.log(mel(tone).shape, mel(tone).max(1).argMax().dataSync()[0]); // [ 4, 11 ] 1
 */
export class MelSpectrogram extends PreprocessingLayer {
  static className = "MelSpectrogram";

  readonly fftLength: number;
  readonly sequenceStride: number;
  readonly sequenceLength: number;
  readonly window: "hann" | "hamming" | readonly number[] | null;
  readonly samplingRate: number;
  readonly numMelBins: number;
  readonly minFreq: number;
  readonly maxFreq: number;
  readonly powerToDb: boolean;
  readonly topDb: number;
  readonly magExp: number;
  readonly minPower: number;
  readonly refPower: number;

  constructor(options: MelSpectrogramOptions = {}) {
    super(options);
    const owner = this.getClassName();
    this.fftLength = requireCount(owner, "fftLength", options.fftLength ?? 2048);
    this.sequenceStride = requireCount(owner, "sequenceStride", options.sequenceStride ?? 512);
    const { sequenceLength } = options;
    this.sequenceLength = requireCount(owner, "sequenceLength", sequenceLength || this.fftLength);
    if (this.sequenceLength > this.fftLength) {
      throw new Error(
        `${owner}: sequenceLength must be at most fftLength, ${this.fftLength}. ` +
          `Received: ${this.sequenceLength}`,
      );
    }
    this.window = readWindow(owner, options.window, this.sequenceLength, (name) =>
      choose(owner, "window", name, ["hann", "hamming"]),
    );
    this.samplingRate = requireCount(owner, "samplingRate", options.samplingRate ?? 16000);
    this.numMelBins = requireCount(owner, "numMelBins", options.numMelBins ?? 128);
    this.minFreq = requireNumber(owner, "minFreq", options.minFreq ?? 20);
    const { maxFreq } = options;
    this.maxFreq = requireNumber(owner, "maxFreq", maxFreq || Math.trunc(this.samplingRate / 2));
    if (!(this.minFreq >= 0 && this.minFreq < this.maxFreq)) {
      throw new Error(
        `${owner}: minFreq must be at least 0 and below maxFreq. ` +
          `Received: ${this.minFreq} and ${this.maxFreq}`,
      );
    }
    this.powerToDb = options.powerToDb ?? true;
    this.topDb = requireNumber(owner, "topDb", options.topDb ?? 80);
    this.magExp = requireNumber(owner, "magExp", options.magExp ?? 2);
    this.minPower = requireNumber(owner, "minPower", options.minPower ?? 1e-10);
    this.refPower = requireNumber(owner, "refPower", options.refPower ?? 1);
  }

  protected override compute(input: DenseArray): DenseArray {
    const time = input.shape.at(-1);
    const half = this.fftLength >> 1;
    if (input.dtype === "string" || time === undefined || time <= half) {
      throw new Error(
        `${this.getClassName()}: expected numbers of shape [..., time] with a time of more than ` +
          `${half} samples. Received: ${received(input)}`,
      );
    }
    const frames = this.#frames(time);
    const outer = input.shape.slice(0, -1);
    const rows = outer.reduce((product, size) => product * size, 1);
    const size = this.numMelBins * frames;
    const values = new Float32Array(rows * size);
    const bandsOf = this.#analyser();
    for (let row = 0; row < rows; row++) {
      const samples = input.values.subarray(row * time, (row + 1) * time);
      for (let frame = 0; frame < frames; frame++) {
        bandsOf(samples, frame).forEach((power, band) => {
          values[row * size + band * frames + frame] = power;
        });
      }
    }
    if (this.powerToDb) this.#toDecibels(values);
    return { values, shape: [...outer, this.numMelBins, frames], dtype: "float32" };
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = inputShape as Shape; // this layer takes one input
    const time = shape.at(-1) ?? null;
    const frames = time === null ? null : this.#frames(time);
    return [...shape.slice(0, -1), this.numMelBins, frames];
  }

  protected override facts(): Record<string, unknown> {
    const { fftLength, sequenceStride, numMelBins, samplingRate } = this;
    return { fftLength, sequenceStride, numMelBins, samplingRate };
  }

  override getConfig(): ReturnType<PreprocessingLayer["getConfig"]> {
    return {
      ...super.getConfig(),
      fftLength: this.fftLength,
      sequenceStride: this.sequenceStride,
      sequenceLength: this.sequenceLength,
      window: Array.isArray(this.window) ? [...this.window] : (this.window as string | null),
      samplingRate: this.samplingRate,
      numMelBins: this.numMelBins,
      minFreq: this.minFreq,
      maxFreq: this.maxFreq,
      powerToDb: this.powerToDb,
      topDb: this.topDb,
      magExp: this.magExp,
      minPower: this.minPower,
      refPower: this.refPower,
    };
  }

  #frames(time: number): number {
    const padded = time + 2 * (this.fftLength >> 1);
    return Math.floor((padded - this.fftLength) / this.sequenceStride) + 1;
  }

  // the powers of all bands in one frame
  #analyser(): (samples: ArrayLike<number>, frame: number) => Float32Array {
    const { fftLength, numMelBins, magExp } = this;
    // without a window Keras takes the whole frame
    const sequenceLength = this.window === null ? fftLength : this.sequenceLength;
    const spectrumBins = (fftLength >> 1) + 1;
    const { samplingRate, minFreq, maxFreq } = this;
    const range = { samplingRate, minFreq, maxFreq };
    const weights = melMatrix({ melBins: numMelBins, spectrumBins, ...range });
    const window = this.#weights();
    const offset = (fftLength - sequenceLength) >> 1;
    const transform = realFft(fftLength);
    const signal = new Float64Array(fftLength);
    return (samples, frame) => {
      const start = frame * this.sequenceStride - (fftLength >> 1) + offset;
      for (let i = 0; i < sequenceLength; i++) {
        signal[offset + i] = fround(samples[mirrored(start + i, samples.length)]! * window[i]!);
      }
      const { real, imaginary } = transform(signal);
      const bands = new Float64Array(numMelBins);
      for (let bin = 1; bin < spectrumBins; bin++) {
        const power = Math.hypot(real[bin]!, imaginary[bin]!) ** magExp;
        for (let band = 0; band < numMelBins; band++) {
          bands[band]! += power * weights[bin * numMelBins + band]!;
        }
      }
      return Float32Array.from(bands);
    };
  }

  // TensorFlow's windows of odd length are symmetric in any case
  #weights(): Float32Array {
    const { window, sequenceLength } = this;
    if (window === null) return new Float32Array(this.fftLength).fill(1);
    if (typeof window !== "string") return Float32Array.from(window);
    return Float32Array.from(windowFunction(window, sequenceLength, sequenceLength % 2 === 0));
  }

  #toDecibels(values: Float32Array): void {
    const reference = fround(10 * log10(max(Math.abs(this.refPower), this.minPower)));
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < values.length; i++) {
      values[i] = fround(10 * log10(max(values[i]!, this.minPower))) - reference;
      highest = max(highest, values[i]!);
    }
    const least = fround(highest - this.topDb);
    for (let i = 0; i < values.length; i++) values[i] = max(values[i]!, least);
  }
}

function mirrored(place: number, length: number): number {
  if (place < 0) return -place;
  return place < length ? place : 2 * (length - 1) - place;
}

function requireNumber(owner: string, option: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new Error(`${owner}: ${option} must be a finite number. Received: ${received(value)}`);
}

registerLayer(MelSpectrogram);
