import type { DecodedImage } from "../../../src/images/decode-image.js";
import { isPixelSource, type PixelSource, readPixels } from "../../../src/images/pixel-source.js";
import { isTensor, type TensorLike } from "../kinds/tensor-content.js";
import type { NumberList } from "../numbers/number-statistics.js";
import { type ImageSource, isChannelCount, splitImages } from "./image-source.js";

/** A part of an image written as arrays in arrays. */
export type NestedNumbers = ArrayLike<number> | readonly NestedNumbers[];

/** A tensor, numbers in nested arrays, or something of another package that has pixels. */
export type ImageInput = TensorLike | NestedNumbers | PixelSource;

/** Images that were asked for, their data on the way. */
export interface ImageRequest {
  readonly count: number;
  readonly integer: boolean;
  /** the values that are black and white, where that is known */
  readonly range?: readonly [number, number];
  readonly label?: string;
  readonly pixels: Promise<Pixels>;
}

interface Pixels {
  readonly shape: readonly number[];
  readonly data: NumberList;
}

/** Finds the images in what `show` was given; throws at once if there is something else. */
export function requestImages(input: unknown, owner = "show"): ImageRequest[] {
  if (isTensor(input) || Array.isArray(input) || isPixelSource(input)) {
    return requestsOf(input, owner);
  }
  if (typeof input === "object" && input !== null && !ArrayBuffer.isView(input)) {
    return Object.entries(input).flatMap(([label, image]) =>
      requestsOf(image, owner).map((request) => ({ ...request, label })),
    );
  }
  throw refused(owner, typeof input);
}

function countOf(shape: readonly number[]): number {
  return shape.length === 4 ? (shape[0] ?? 0) : 1;
}

/** Reads the requested images, each batch cut into its images. */
export async function readImages(requests: readonly ImageRequest[]): Promise<ImageSource[]> {
  const batches = await Promise.all(
    requests.map(async ({ pixels, label }) => {
      const { data, shape } = await pixels;
      const images = splitImages(data, shape);
      return images.map((image, i) =>
        label === undefined
          ? image
          : { ...image, label: images.length > 1 ? `${label} ${i}` : label },
      );
    }),
  );
  return batches.flat();
}

function requestsOf(input: unknown, owner: string): ImageRequest[] {
  if (isTensor(input)) {
    if (input.isDisposed === true) throw refused(owner, "a disposed tensor");
    if (!["float32", "int32", "bool"].includes(input.dtype)) {
      throw refused(owner, `a tensor of ${input.dtype}`);
    }
    const shape = imageShape(input.shape, owner);
    const reading = input.data() as Promise<NumberList>;
    const pixels = reading.then((data) => ({ data, shape }));
    return [{ count: countOf(shape), integer: input.dtype !== "float32", pixels }];
  }
  if (isPixelSource(input)) {
    const pixels = Promise.resolve(readPixels(input)).then(pixelsOf);
    return [{ count: 1, integer: true, range: [0, 255], pixels }];
  }
  if (!Array.isArray(input)) throw refused(owner, typeof input);
  const shape = regularShape(input);
  if (shape === undefined || shape.length < 2) {
    if (!input.some((item) => isTensor(item) || Array.isArray(item) || isPixelSource(item)))
      throw refused(owner, "a list of numbers");
    return input.flatMap((item) => requestsOf(item, owner));
  }
  const data = Float64Array.from(
    input.flat(shape.length - 2).flatMap((row) => Array.from(row as ArrayLike<number>)),
  );
  const integer = data.every(Number.isInteger) && data.some((value) => value > 1);
  const full = imageShape(shape, owner);
  return [{ count: countOf(full), integer, pixels: Promise.resolve({ data, shape: full }) }];
}

/** Gray with alpha has no place of its own among shapes. */
function pixelsOf({ width, height, channels, data }: DecodedImage): Pixels {
  if (channels !== 2) return { data: data as NumberList, shape: [height, width, channels] };
  const values = Float32Array.from({ length: width * height * 4 }, (_, i) => {
    const at = 2 * Math.floor(i / 4);
    return data[i % 4 === 3 ? at + 1 : at] as number;
  });
  return { data: values, shape: [height, width, 4] };
}

/** The range that all of the images are known to have. */
export function knownRange(
  requests: readonly ImageRequest[],
): readonly [number, number] | undefined {
  const [first] = requests;
  return requests.every(({ range }) => range !== undefined) ? first?.range : undefined;
}

/** [h, w], [h, w, c] and [n, h, w, c] as they are; [n, h, w] becomes n gray images. */
function imageShape(shape: readonly number[], owner: string): readonly number[] {
  const channels = isChannelCount(shape.at(-1));
  const full = shape.every((length) => length > 0);
  if (full && (shape.length === 2 || (channels && (shape.length === 3 || shape.length === 4)))) {
    return shape;
  }
  if (full && shape.length === 3) return [...shape, 1];
  throw refused(owner, `shape [${shape.join(", ")}]`);
}

/** The shape of nested arrays; `undefined` if they are ragged or hold something but numbers. */
function regularShape(value: unknown): number[] | undefined {
  if (typeof value === "number") return [];
  const list = Array.isArray(value) ? value : isNumberView(value) ? value : undefined;
  if (list === undefined) return undefined;
  const first = regularShape(list[0]);
  if (first === undefined) return undefined;
  if (!Array.isArray(list)) return [list.length];
  const same = list.every((item) => String(regularShape(item)) === String(first));
  return same ? [list.length, ...first] : undefined;
}

function isNumberView(value: unknown): value is Float32Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function refused(owner: string, received: string): TypeError {
  return new TypeError(
    `${owner}: images must be shaped [h, w], [h, w, c] or [n, h, w, c] with 1, 3 or 4 channels. Received: ${received}`,
  );
}
