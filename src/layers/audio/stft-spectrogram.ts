import type { Shape, Tensor, Tensor3D, Tensor4D } from "@tensorflow/tfjs";
import { stftKernel } from "../../ops/stft-kernel.js";
import { WINDOW_NAMES, type WindowName } from "../../ops/window-function.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { choose } from "../base/choose.js";
import type { CallOptions, LayerInput } from "../base/layer-call.js";
import type { LayerOptions } from "../base/layer-options.js";
import { PreprocessingLayer } from "../base/preprocessing-layer.js";
import { inputTensor, isTensor } from "../base/read-input.js";
import { registerLayer } from "../base/register-layer.js";
import { requireCount } from "../base/require-count.js";
import { readWindow } from "./read-window.js";

const EPSILON = 1e-7;
const MODES = ["log", "magnitude", "psd", "real", "imag", "angle", "stft"] as const;
const SCALINGS = ["density", "spectrum"] as const;

/** What an STFT is shown as. */
export type StftMode = (typeof MODES)[number];

/** Options of `STFTSpectrogram`, Keras's under camelCase names. */
export interface STFTSpectrogramOptions extends LayerOptions {
  /**
   * `log` (default) or `magnitude` of the transform, its power (`psd`), its `real` or imaginary (`imag`)
   * part, its `angle` in radians, or both parts one after the other (`stft`).
   */
  readonly mode?: StftMode | undefined;
  /** Length of a frame in samples. Defaults to 256. */
  readonly frameLength?: number | undefined;
  /** From one frame to the next in samples, at most `frameLength`. Defaults to half of it. */
  readonly frameStep?: number | null | undefined;
  /** Length of the transform, at least `frameLength`. Defaults to the next power of two. */
  readonly fftLength?: number | null | undefined;
  /** How a frame is weighted: a window's name (default: `hann`), a number for each sample, or null. */
  readonly window?: WindowName | readonly number[] | null | undefined;
  /** Whether the window is one period of a periodic function. Defaults to false. */
  readonly periodic?: boolean | undefined;
  /** What kernels are divided by: the window's norm (`density`, the default), its sum (`spectrum`), or 1 (null). */
  readonly scaling?: "density" | "spectrum" | null | undefined;
  /** `valid` (default) or `same`: with as many frames as begin within the samples. */
  readonly padding?: "valid" | "same" | undefined;
  /** Whether channels keep a dimension of their own. Defaults to false. */
  readonly expandDims?: boolean | undefined;
  /** Where channels stand: `channels_last` (default) or `channels_first`. */
  readonly dataFormat?: "channels_last" | "channels_first" | null | undefined;
}

/**
 * Short-time Fourier transform of signals by convolutions, whose kernels are weights and can be trained.
 *
 * Takes float32 [batch, time, channels] and gives float32 [batch, frames, channels * frequencies], or
 * [batch, frames, frequencies, channels] with `expandDims`; channels first, [batch, channels, time],
 * [batch, channels * frequencies, frames] and [batch, channels, frames, frequencies]. There are
 * `fftLength / 2 + 1` frequencies, twice as many in the mode `stft`.
 *
 * @example
 * import { layers, tf } from "preplab";
 * const stft = layers.stftSpectrogram({ mode: "magnitude", frameLength: 8, window: null, scaling: null });
 * const wave = tf.range(0, 8).mul(Math.PI / 2).cos().reshape([1, 8, 1]);
 * stft(wave).round().abs().print();
 * // Tensor
 * //      [ [[0, 0, 4, 0, 0],]]
 */
export class STFTSpectrogram extends PreprocessingLayer {
  static className = "STFTSpectrogram";

  readonly mode: StftMode;
  readonly frameLength: number;
  readonly frameStep: number | null;
  readonly fftLength: number | null;
  readonly window: WindowName | readonly number[] | null;
  readonly periodic: boolean;
  readonly scaling: "density" | "spectrum" | null;
  readonly padding: "valid" | "same";
  readonly expandDims: boolean;
  readonly dataFormat: "channels_last" | "channels_first";
  #realKernel: ReturnType<PreprocessingLayer["addWeight"]> | undefined;
  #imagKernel: ReturnType<PreprocessingLayer["addWeight"]> | undefined;

  constructor(options: STFTSpectrogramOptions = {}) {
    super({ ...options, trainable: options.trainable ?? true });
    const owner = this.getClassName();
    this.mode = choose(owner, "mode", options.mode ?? "log", MODES);
    this.frameLength = requireCount(owner, "frameLength", options.frameLength ?? 256);
    const { frameStep, fftLength, scaling = "density" } = options;
    this.frameStep = frameStep == null ? null : requireCount(owner, "frameStep", frameStep);
    if (this.#step() > this.frameLength) {
      throw new Error(
        `${owner}: frameStep must be at most frameLength, ${this.frameLength}. ` +
          `Received: ${received(frameStep)}`,
      );
    }
    this.fftLength = fftLength == null ? null : requireCount(owner, "fftLength", fftLength);
    if (this.#transformLength() < this.frameLength) {
      throw new Error(
        `${owner}: fftLength must be at least frameLength, ${this.frameLength}. ` +
          `Received: ${received(fftLength)}`,
      );
    }
    this.window = readWindow(owner, options.window, this.frameLength, (name) =>
      choose(owner, "window", name, WINDOW_NAMES),
    );
    this.periodic = options.periodic ?? false;
    this.scaling = scaling === null ? null : choose(owner, "scaling", scaling, SCALINGS);
    this.padding = choose(owner, "padding", options.padding ?? "valid", ["valid", "same"]);
    this.expandDims = options.expandDims ?? false;
    const { dataFormat } = options;
    this.dataFormat = choose(owner, "dataFormat", dataFormat ?? "channels_last", [
      "channels_last",
      "channels_first",
    ]);
  }

  override build(inputShape: Shape | Shape[]): void {
    if (this.mode !== "imag") this.#realKernel = this.#addKernel("real");
    if (this.mode !== "real") this.#imagKernel = this.#addKernel("imag");
    super.build(inputShape);
  }

  override call(inputs: Tensor | Tensor[], _kwargs: CallOptions): Tensor {
    return tf.tidy(() => {
      const input = Array.isArray(inputs) ? inputs[0]! : inputs;
      this.#requireSignal(input.shape, input.dtype);
      const signal = tf.cast(input, "float32") as Tensor3D; // of rank 3
      const real = this.#realKernel && this.#convolve(signal, this.#realKernel.read());
      const imag = this.#imagKernel && this.#convolve(signal, this.#imagKernel.read());
      return this.#arrange(this.#combine(real, imag));
    });
  }

  protected override callOnValues(inputs: unknown, options: CallOptions): unknown {
    return tf.tidy(() => {
      const input = isTensor(inputs)
        ? inputs
        : inputTensor(this.getClassName(), inputs as LayerInput, "float32");
      this.#requireSignal(input.shape, input.dtype);
      return this.apply(input, options) as Tensor; // tensor in, tensor out
    });
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch, first, second] = inputShape as Shape; // this layer takes one input
    const isLast = this.dataFormat === "channels_last";
    const [time, channels] = isLast ? [first!, second!] : [second!, first!];
    const frames =
      time === null
        ? null
        : this.padding === "same"
          ? Math.ceil(time / this.#step())
          : Math.floor((time - this.frameLength) / this.#step()) + 1;
    const frequencies = ((this.#transformLength() >> 1) + 1) * (this.mode === "stft" ? 2 : 1);
    const joined = channels === null ? null : channels * frequencies;
    if (isLast) {
      return this.expandDims ? [batch!, frames, frequencies, channels] : [batch!, frames, joined];
    }
    return this.expandDims ? [batch!, channels, frames, frequencies] : [batch!, joined, frames];
  }

  protected override facts(): Record<string, unknown> {
    return { mode: this.mode, frameLength: this.frameLength, frameStep: this.#step() };
  }

  override getConfig(): ReturnType<PreprocessingLayer["getConfig"]> {
    return {
      ...super.getConfig(),
      mode: this.mode,
      frameLength: this.frameLength,
      frameStep: this.frameStep,
      fftLength: this.fftLength,
      window: Array.isArray(this.window) ? [...this.window] : (this.window as string | null),
      periodic: this.periodic,
      scaling: this.scaling,
      padding: this.padding,
      expandDims: this.expandDims,
      dataFormat: this.dataFormat,
    };
  }

  #step(): number {
    return this.frameStep ?? Math.max(1, this.frameLength >> 1);
  }

  #transformLength(): number {
    return this.fftLength ?? 2 ** Math.ceil(Math.log2(this.frameLength));
  }

  #requireSignal(shape: Shape, dtype: string): void {
    const time = shape[this.dataFormat === "channels_last" ? 1 : 2] ?? null;
    const isLong = time === null || this.padding === "same" || time >= this.frameLength;
    if (shape.length === 3 && dtype !== "string" && isLong) return;
    throw new Error(
      `${this.getClassName()}: expected numbers of rank 3, batch, time and channels, of at least ` +
        `${this.frameLength} samples. Received: ${dtype} tensor of shape [${shape.join(", ")}]`,
    );
  }

  #addKernel(part: "real" | "imag"): ReturnType<PreprocessingLayer["addWeight"]> {
    const bins = (this.#transformLength() >> 1) + 1;
    const shape: [number, number, number] = [this.frameLength, 1, bins];
    const { window, periodic, scaling } = this;
    const values = stftKernel(part, { frameLength: shape[0], bins, window, periodic, scaling });
    const weight = this.addWeight(
      `${part}_kernel`,
      shape,
      "float32",
      tf.initializers.zeros(),
      undefined,
      this.trainable,
    );
    const kernel = tf.tensor3d(values, shape);
    weight.write(kernel);
    kernel.dispose();
    return weight;
  }

  // [batch, channels, frequencies, frames]
  #convolve(signal: Tensor3D, kernel: Tensor): Tensor4D {
    const rows = this.dataFormat === "channels_last" ? tf.transpose(signal, [0, 2, 1]) : signal;
    const [batch, channels, time] = rows.shape;
    const bins = kernel.shape[2]!;
    const step = this.#step();
    const { frameLength } = this;
    const count =
      this.padding === "same"
        ? Math.ceil(time / step)
        : Math.floor((time - frameLength) / step) + 1;
    const missing = Math.max(0, (count - 1) * step + frameLength - time);
    const before = missing >> 1;
    const flat = tf.reshape(rows, [batch * channels, time]);
    const padded =
      missing === 0
        ? flat
        : tf.pad(flat, [
            [0, 0],
            [before, missing - before],
          ]);
    // a product of matrices, whose gradient every backend has, where a convolution's is missing
    const places = Int32Array.from({ length: count * frameLength }, (_, i) => {
      return Math.floor(i / frameLength) * step + (i % frameLength);
    });
    const frames = tf.gather(padded, tf.tensor1d(places, "int32"), 1);
    const spectra = tf.matMul(
      tf.reshape(frames, [batch * channels * count, frameLength]),
      tf.reshape(kernel, [frameLength, bins]),
    );
    const shaped = tf.reshape(spectra, [batch, channels, count, bins]);
    return tf.transpose(shaped, [0, 1, 3, 2]) as Tensor4D; // of rank 4
  }

  #combine(real: Tensor4D | undefined, imag: Tensor4D | undefined): Tensor4D {
    if (real === undefined || imag === undefined) return (real ?? imag)!; // one kernel is there
    if (this.mode === "angle") return tf.atan2(imag, real);
    if (this.mode === "stft") return tf.concat([real, imag], 2);
    const power = tf.add(tf.square(real), tf.square(imag)) as Tensor4D; // of the same shape
    if (this.mode === "psd") {
      const [batch, channels, bins, frames] = power.shape;
      const inner = tf.slice(power, [0, 0, 1, 0], [batch, channels, bins - 2, frames]);
      const both = tf.pad(inner, [
        [0, 0],
        [0, 0],
        [1, 1],
        [0, 0],
      ]);
      return tf.add(power, both);
    }
    const magnitude = tf.sqrt(tf.maximum(power, EPSILON)) as Tensor4D; // of the same shape
    return this.mode === "magnitude" ? magnitude : tf.log(tf.maximum(magnitude, EPSILON));
  }

  #arrange(outputs: Tensor4D): Tensor {
    const [batch, channels, bins, frames] = outputs.shape;
    if (this.dataFormat === "channels_first") {
      return this.expandDims
        ? tf.transpose(outputs, [0, 1, 3, 2])
        : tf.reshape(outputs, [batch, channels * bins, frames]);
    }
    return this.expandDims
      ? tf.transpose(outputs, [0, 3, 2, 1])
      : tf.transpose(tf.reshape(outputs, [batch, channels * bins, frames]), [0, 2, 1]);
  }
}

registerLayer(STFTSpectrogram);
