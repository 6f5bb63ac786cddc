import { type BoxFormat, convertBoxes } from "../../../src/ops/convert-boxes.js";
import { isTensor } from "../kinds/tensor-content.js";
import type { NumberList } from "../numbers/number-statistics.js";
import type { ImageSource } from "./image-source.js";
import type { Overlay, OverlayBox } from "./overlay.js";
import { type ImageInput, readImages, requestImages } from "./read-images.js";

/** Boxes of each image, as the image layers take and return them. */
export interface ShownBoxes {
  /** [n, boxes, 4], or [boxes, 4] for a single image */
  readonly boxes: unknown;
  /** [n, boxes] or [boxes]; boxes labelled -1 are not drawn */
  readonly labels?: unknown;
}

export interface OverlayInput {
  /** classes of pixels shaped [h, w], [h, w, 1], [n, h, w] or [n, h, w, 1]; 0 is left as it is */
  readonly segmentationMasks?: ImageInput | undefined;
  readonly boundingBoxes?: ShownBoxes | undefined;
  /** "xyxy" by default */
  readonly boundingBoxFormat?: BoxFormat | undefined;
}

type Nested = number | readonly Nested[];

/** Reads what is drawn over the images, before this returns; the result waits for tensors' data. */
export function requestOverlays(input: OverlayInput) {
  const masks = input.segmentationMasks;
  const maskImages = masks === undefined ? undefined : readImages(requestImages(masks));
  const { boxes, labels } = input.boundingBoxes ?? {};
  const boxLists = boxes === undefined ? undefined : nestedOf(boxes);
  const labelLists = labels === undefined ? undefined : nestedOf(labels);
  const format = input.boundingBoxFormat ?? "xyxy";
  return async (images: readonly ImageSource[]): Promise<readonly (Overlay | undefined)[]> => {
    const [readMasks, readBoxes, readLabels] = await Promise.all([
      maskImages,
      boxLists,
      labelLists,
    ]);
    const perImage = readBoxes === undefined ? undefined : perImageOf(readBoxes, 3);
    const labelsPerImage = readLabels === undefined ? undefined : perImageOf(readLabels, 2);
    return images.map((image, i) => {
      const mask = readMasks?.[i];
      const found = perImage?.[i];
      if (mask === undefined && found === undefined) return undefined;
      return {
        ...(mask === undefined ? {} : { mask: maskValues(mask, image) }),
        ...(found === undefined
          ? {}
          : { boxes: boxesOf(found, labelsPerImage?.[i], image, format) }),
      };
    });
  };
}

function maskValues(mask: ImageSource, image: ImageSource): NumberList {
  const { data, offset, height, width, channels } = mask;
  if (height !== image.height || width !== image.width || channels !== 1) {
    throw new RangeError(
      `show: a mask must have one value for each pixel of its image, ${image.height}×${image.width}. Received: ${height}×${width}×${channels}`,
    );
  }
  return Array.from({ length: height * width }, (_, i) => data[offset + i] as number);
}

function boxesOf(
  boxes: Nested,
  labels: Nested | undefined,
  { height, width }: ImageSource,
  from: BoxFormat,
): OverlayBox[] {
  const corners = convertBoxes([boxes].flat(3) as number[], { from, to: "xyxy", height, width });
  const flat = labels === undefined ? undefined : ([labels].flat(2) as number[]);
  return Array.from({ length: corners.length / 4 }, (_, i) => {
    const [left = 0, top = 0, right = 0, bottom = 0] = corners.subarray(4 * i, 4 * i + 4);
    const label = flat?.[i];
    return { left, top, right, bottom, ...(label === undefined ? {} : { label }) };
  }).filter(({ label }) => label !== -1);
}

/** A list for each image; a value of fewer axes belongs to a single image. */
function perImageOf(value: Nested, axes: number): readonly Nested[] {
  return depthOf(value) < axes ? [value] : (value as readonly Nested[]);
}

function depthOf(value: Nested): number {
  if (typeof value === "number") return 0;
  return 1 + value.reduce<number>((most, item) => Math.max(most, depthOf(item)), 0);
}

async function nestedOf(value: unknown): Promise<Nested> {
  if (isTensor(value)) {
    const data = Array.from((await value.data()) as ArrayLike<number>);
    return value.shape.slice(1).reduceRight<Nested[]>((flat, size) => {
      const rows = size === 0 ? 0 : flat.length / size;
      return Array.from({ length: rows }, (_, i) => flat.slice(i * size, (i + 1) * size));
    }, data);
  }
  if (typeof value === "number") return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  if (Array.isArray(value)) return Promise.all(value.map(nestedOf));
  throw new TypeError(
    `show: boundingBoxes must hold numbers in arrays or tensors. Received: ${value === null ? "null" : typeof value}`,
  );
}
