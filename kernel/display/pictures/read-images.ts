import { isTensor, type TensorLike } from "../kinds/tensor-content.js";
import type { NumberList } from "../numbers/number-statistics.js";
import { type ImageSource, isChannelCount, splitImages } from "./image-source.js";

/** A part of an image written as arrays in arrays. */
export type NestedNumbers = ArrayLike<number> | readonly NestedNumbers[];

/** A tensor, or numbers in nested arrays. */
export type ImageInput = TensorLike | NestedNumbers;

/** Images that were asked for, their shape known and their data on the way. */
export interface ImageRequest {
  readonly shape: readonly number[];
  readonly integer: boolean;
  readonly label?: string;
  readonly data: Promise<NumberList>;
}

/** Finds the images in what `show` was given; throws at once if there is something else. */
export function requestImages(input: unknown, owner = "show"): ImageRequest[] {
  if (isTensor(input) || Array.isArray(input)) return requestsOf(input, owner);
  if (typeof input === "object" && input !== null && !ArrayBuffer.isView(input)) {
    return Object.entries(input).flatMap(([label, image]) =>
      requestsOf(image, owner).map((request) => ({ ...request, label })),
    );
  }
  throw refused(owner, typeof input);
}

export function imageCount({ shape }: ImageRequest): number {
  return shape.length === 4 ? (shape[0] ?? 0) : 1;
}

/** Reads the requested images, each batch cut into its images. */
export async function readImages(requests: readonly ImageRequest[]): Promise<ImageSource[]> {
  const batches = await Promise.all(
    requests.map(async ({ shape, data, label }) => {
      const images = splitImages(await data, shape);
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
    const data = input.data() as Promise<NumberList>;
    return [{ shape: imageShape(input.shape, owner), integer: input.dtype !== "float32", data }];
  }
  if (!Array.isArray(input)) throw refused(owner, typeof input);
  const shape = regularShape(input);
  if (shape === undefined || shape.length < 2) {
    if (!input.some((item) => isTensor(item) || Array.isArray(item)))
      throw refused(owner, "a list of numbers");
    return input.flatMap((item) => requestsOf(item, owner));
  }
  const data = Float64Array.from(
    input.flat(shape.length - 2).flatMap((row) => Array.from(row as ArrayLike<number>)),
  );
  const integer = data.every(Number.isInteger) && data.some((value) => value > 1);
  return [{ shape: imageShape(shape, owner), integer, data: Promise.resolve(data) }];
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
