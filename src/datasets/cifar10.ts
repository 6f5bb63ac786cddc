import { stat } from "node:fs/promises";
import { join } from "node:path";
import { ByteExamples } from "../byte-examples.js";
import { kerasCaches } from "../keras-home.js";
import { received } from "../received.js";
import { beginWork } from "../training/observe-work.js";
import { ARCHIVE, CHANNELS, FOLDER, type Records, readCifar10, SIDE } from "./cifar10-files.js";
import { type DownloadOptions, type DownloadProgress, download } from "./download.js";
import { LabelledImages } from "./labelled-images.js";
import { drawImages, SYNTHETIC_NAMES } from "./synthetic-images.js";

const OFFICIAL = `https://www.cs.toronto.edu/~kriz/${ARCHIVE}`;
const MD5 = "c32a1d4ab5d03f1284b67883e8d87530";
const NAMES = [
  "airplane",
  "automobile",
  "bird",
  "cat",
  "deer",
  "dog",
  "frog",
  "horse",
  "ship",
  "truck",
] as const;

/** How many synthetic images to draw, and which. */
export interface SyntheticOptions {
  /** Defaults to 5000. */
  readonly train?: number | undefined;
  /** Defaults to 1000. */
  readonly test?: number | undefined;
  /** Defaults to 0. */
  readonly seed?: number | undefined;
}

/** Options of `cifar10`. */
export interface Cifar10Options {
  /** The archive, the folder in it, or a folder that holds one. Nothing else is looked for then. */
  readonly path?: string | undefined;
  /** Draws ten classes of figures in place of the photographs. Defaults to false. */
  readonly synthetic?: boolean | SyntheticOptions | undefined;
  /** Where to download from. Defaults to the official address. */
  readonly url?: string | undefined;
  /** MD5 of the archive at `url`. Defaults to the official one's. */
  readonly md5?: string | undefined;
  /** Whether to download when there is no copy. Defaults to true. */
  readonly download?: boolean | undefined;
  /** Called as the download goes on. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Stops the download; the next one goes on from there. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * CIFAR-10, or what stands for it. Splits like Keras's pairs:
 * `const [[xTrain, yTrain], [xTest, yTest]] = await datasets.cifar10()`.
 */
export class Cifar10 implements Iterable<LabelledImages> {
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  readonly labelNames: readonly string[];
  /** Whether the images are drawn by a program rather than photographed. */
  readonly synthetic: boolean;
  /** The file or folder that was read; undefined for synthetic images. */
  readonly source: string | undefined;

  constructor(train: LabelledImages, test: LabelledImages, source?: string) {
    this.train = train;
    this.test = test;
    this.labelNames = train.labelNames;
    this.synthetic = train.synthetic;
    this.source = source;
  }

  *[Symbol.iterator](): Iterator<LabelledImages> {
    yield this.train;
    yield this.test;
  }

  toString(): string {
    const name = this.synthetic ? "Synthetic stand-in for CIFAR-10" : "CIFAR-10";
    return `${name}\n  train: ${this.train}\n  test: ${this.test}\n  labels: ${this.labelNames.join(", ")}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/**
 * CIFAR-10: photographs [32, 32, 3] of ten classes, 50,000 to train and 10,000 to test, kept as bytes. Taken
 * from `path`; otherwise from Keras's cache, `datasets` in `KERAS_HOME` or `~/.keras`; otherwise downloaded
 * into it once (170 MB). An archive with fewer records is taken as well.
 *
 * With `synthetic` ten classes of figures are drawn instead, the same ones each time, for machines without a
 * copy. They say so wherever they are printed, in `synthetic` and in the names of the labels.
 *
 * Throws, naming what was tried, when there is no copy and no download, and when a copy is not whole.
 *
 * @example
 * import { datasets } from "preplab";
 * const { train, test } = await datasets.cifar10({ synthetic: { train: 100, test: 20 } });
 * console.log(train); // 100 synthetic images [32, 32, 3] of 10 classes
 * console.log(train.labelOf(2)); // synthetic square
 * const [images, labels] = test;
 * console.log(images.take(8).shape, labels.take(8).shape); // [ 8, 32, 32, 3 ] [ 8, 1 ]
 * const batches = train.dataset({ batchSize: 32, shuffle: true, seed: 1 });
 * console.log(batches.size); // 4
 */
export async function cifar10(options: Cifar10Options = {}): Promise<Cifar10> {
  const { path, synthetic = false } = options;
  if (synthetic !== false) return drawn(synthetic === true ? {} : synthetic);
  if (path !== undefined) {
    if (await exists(path)) return read(path);
    throw new Error(
      `cifar10: there is no ${path}. Expected ${ARCHIVE}, or its folder ${FOLDER}, as path.`,
    );
  }
  const caches = kerasCaches("datasets");
  const places = caches.flatMap((cache) => [join(cache, FOLDER), join(cache, ARCHIVE)]);
  for (const place of places) if (await exists(place)) return read(place);
  return read(await fetched(join(caches[0], ARCHIVE), places, options));
}

async function fetched(
  path: string,
  tried: readonly string[],
  { url = OFFICIAL, md5 = MD5, download: mayDownload = true, onProgress, signal }: Cifar10Options,
): Promise<string> {
  let reason = "downloading is switched off";
  let cause: unknown;
  if (mayDownload) {
    try {
      await followed({ url, path, md5, onProgress, signal });
      return path;
    } catch (error) {
      signal?.throwIfAborted();
      cause = error;
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  throw new Error(
    `cifar10: found no copy and could not download one: ${reason}\nLooked for:\n` +
      `${tried.map((place) => `  ${place}\n`).join("")}` +
      `Put ${ARCHIVE} there, give its path, or take drawn images: ` +
      "datasets.cifar10({ synthetic: true }).",
    { cause },
  );
}

/** a download that whoever watches over work is told of as well */
async function followed(options: DownloadOptions): Promise<void> {
  const work = beginWork(`downloading ${ARCHIVE}`, "byte");
  const onProgress = (progress: DownloadProgress) => {
    work.update(progress.received, progress.total);
    options.onProgress?.(progress);
  };
  try {
    await download({ ...options, onProgress });
  } finally {
    work.end();
  }
}

async function read(path: string): Promise<Cifar10> {
  const { train, test } = await readCifar10(path);
  return new Cifar10(labelled(train, NAMES, false), labelled(test, NAMES, false), path);
}

function drawn({ train = 5000, test = 1000, seed = 0 }: SyntheticOptions): Cifar10 {
  for (const [name, value] of Object.entries({ train, test, seed })) {
    if (Number.isInteger(value) && value >= 0) continue;
    throw new Error(
      `cifar10: synthetic.${name} must be a whole number of at least 0. Received: ${received(value)}`,
    );
  }
  // two streams, so that no image is in both parts
  const split = (count: number, part: number) =>
    labelled(drawImages(count, 2 * seed + part), SYNTHETIC_NAMES, true);
  return new Cifar10(split(train, 0), split(test, 1));
}

function labelled(
  { images, labels }: Records,
  labelNames: readonly string[],
  synthetic: boolean,
): LabelledImages {
  const note = synthetic ? "synthetic" : undefined;
  return new LabelledImages({
    images: new ByteExamples({
      values: images,
      shape: [labels.length, SIDE, SIDE, CHANNELS],
      note,
    }),
    labels: new ByteExamples({ values: labels, shape: [labels.length, 1], note }),
    labelNames,
    synthetic,
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
