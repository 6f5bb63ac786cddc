import type { Tensor } from "@tensorflow/tfjs";
import type { ByteExamples } from "../byte-examples.js";
import { Dataset } from "../data/dataset.js";
import type { ElementSpec } from "../data/element-spec.js";
import { randomPermutation } from "../random/random-permutation.js";
import { SeedGenerator } from "../random/seed-generator.js";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";

/** One batch of a dataset: images [batch, height, width, channels] and their labels, both float32. */
// an interface would not do for tfjs, which wants an index signature
export type ImageLabelBatch = {
  readonly xs: Tensor;
  readonly ys: Tensor;
};

/** Options of `dataset`. */
export interface ImageDatasetOptions {
  /** Examples in a batch; the last one may have fewer. Defaults to 32. */
  readonly batchSize?: number | undefined;
  /** Whether each epoch takes the examples in another random order. Defaults to false. */
  readonly shuffle?: boolean | undefined;
  /** Seed of the orders. Drawn when left out (see `setRandomSeed`). */
  readonly seed?: number | undefined;
  /** Whether labels become rows of 0 and 1, for `categoricalCrossentropy`. Defaults to false. */
  readonly oneHot?: boolean | undefined;
  /** Whether a last batch that is not full is left out. Defaults to false. */
  readonly dropRemainder?: boolean | undefined;
}

/** What `LabelledImages` consists of. */
export interface LabelledImagesParts {
  readonly images: ByteExamples;
  readonly labels: ByteExamples;
  readonly labelNames: readonly string[];
  readonly synthetic: boolean;
}

/**
 * Images with one label each, kept as bytes. Splits into the two like Keras's pairs:
 * `const [xTrain, yTrain] = train`.
 */
export class LabelledImages implements Iterable<ByteExamples> {
  /** [count, height, width, channels], values 0 to 255. */
  readonly images: ByteExamples;
  /** [count, 1], positions in `labelNames`. */
  readonly labels: ByteExamples;
  readonly labelNames: readonly string[];
  /** Whether the images are drawn by a program rather than photographed. */
  readonly synthetic: boolean;

  constructor({ images, labels, labelNames, synthetic }: LabelledImagesParts) {
    this.images = images;
    this.labels = labels;
    this.labelNames = labelNames;
    this.synthetic = synthetic;
  }

  /** How many images there are. */
  get length(): number {
    return this.images.length;
  }

  /** The name of one image's label. */
  labelOf(position: number): string {
    const [label] = this.labels.slice(position, position === -1 ? undefined : position + 1).values;
    const name = label === undefined ? undefined : this.labelNames[label];
    if (name !== undefined) return name;
    throw new RangeError(
      `labelOf: expected a position below ${this.length}. Received: ${received(position)}`,
    );
  }

  /** The images from `start` up to `end` with their labels, without copying them. */
  slice(start?: number, end?: number): LabelledImages {
    const images = this.images.slice(start, end);
    return new LabelledImages({ ...this, images, labels: this.labels.slice(start, end) });
  }

  /** Batches for `fitDataset`, made into tensors one at a time. */
  dataset(options: ImageDatasetOptions = {}): Dataset<ImageLabelBatch> {
    const { batchSize = 32, shuffle = false, dropRemainder = false } = options;
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw new Error(
        `dataset: batchSize must be a whole number of at least 1. Received: ${received(batchSize)}`,
      );
    }
    const seeds = shuffle ? new SeedGenerator(options.seed, "dataset") : undefined;
    const round = dropRemainder ? Math.floor : Math.ceil;
    const size = round(this.length / batchSize);
    const batches = async function* (images: LabelledImages) {
      const order =
        seeds === undefined ? undefined : randomPermutation(seeds.next(), images.length);
      for (let at = 0; at < size; at++) {
        yield images.#batch(at * batchSize, (at + 1) * batchSize, order, options);
      }
    };
    return new Dataset({
      open: () => batches(this),
      size,
      steps: ["images", ...(shuffle ? ["shuffle"] : []), `batch(${batchSize})`],
      spec: () => this.#specOf(Math.min(batchSize, this.length), options),
    });
  }

  #specOf(rows: number, { oneHot = false }: ImageDatasetOptions): ElementSpec {
    const labels = oneHot ? [this.labelNames.length] : this.labels.shape.slice(1);
    return {
      xs: { shape: [rows, ...this.images.shape.slice(1)], dtype: "float32" },
      ys: { shape: [rows, ...labels], dtype: "float32" },
    };
  }

  #batch(
    start: number,
    end: number,
    order: Int32Array | undefined,
    { oneHot = false }: ImageDatasetOptions,
  ): ImageLabelBatch {
    const positions = order?.subarray(start, end);
    const pick = (examples: ByteExamples): Tensor =>
      (positions === undefined
        ? examples.slice(start, end)
        : examples.gather(positions)
      ).toTensor();
    return tf.tidy(() => {
      const labels = pick(this.labels);
      const rows = () => tf.oneHot(labels.flatten().toInt(), this.labelNames.length).toFloat();
      return { xs: pick(this.images), ys: oneHot ? rows() : labels };
    });
  }

  *[Symbol.iterator](): Iterator<ByteExamples> {
    yield this.images;
    yield this.labels;
  }

  toString(): string {
    const { length, labelNames } = this;
    const kind = this.synthetic ? "synthetic images" : "images";
    const shape = this.images.shape.slice(1).join(", ");
    return `${length.toLocaleString("en")} ${kind} [${shape}] of ${labelNames.length} classes`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
