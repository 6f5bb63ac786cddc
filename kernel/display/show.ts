import { DISPLAY_SYMBOL } from "./display-symbol.js";
import { describePicture } from "./pictures/describe-picture.js";
import type { ImageSource } from "./pictures/image-source.js";
import type { Overlay } from "./pictures/overlay.js";
import { type ImageInput, readImages, requestImages } from "./pictures/read-images.js";
import { type OverlayInput, requestOverlays } from "./pictures/read-overlays.js";

export interface ShowOptions {
  /** one text under each image, in order */
  readonly labels?: ArrayLike<string | number>;
  /** images in one row; 8 or fewer by default */
  readonly cols?: number;
  /** screen pixels for each pixel, rounded to a whole number; fills the width by default */
  readonly scale?: number;
  /** the values drawn black and white; guessed from dtype and values by default */
  readonly range?: readonly [number, number];
}

/** Images with what belongs to them, as image layers take and return it. */
export interface AnnotatedImages extends OverlayInput {
  readonly images: ImageInput;
}

/** A grid of images that shows itself as the result of a cell or through `display`. */
export interface ShownImages {
  readonly [DISPLAY_SYMBOL]: () => Promise<Readonly<Record<string, unknown>>>;
}

/**
 * Draws images side by side: a tensor or nested array shaped [h, w], [h, w, c] or [n, h, w, c] with
 * 1, 3 or 4 channels ([n, h, w] for gray ones), an array of those, or a record from label to image.
 * At most 64 images are drawn, pixels enlarged without smoothing. The caption says which values are
 * black and white, how many were clipped, and how many were NaN (magenta).
 *
 * @example
 * show({ before: image, after: layers.randomFlip()(image) }, { scale: 4 });
 * // before | after
 * // 2 images, 32×32 RGB, enlarged 4×; 0 → black, 1 → white
 *
 * @example
 * show({ images, segmentationMasks, boundingBoxes: { boxes: [[[2, 2, 9, 9]]], labels: [[1]] } });
 * // each class of the masks tinted, each box framed
 */
export function show(
  images:
    | ImageInput
    | readonly ImageInput[]
    | AnnotatedImages
    | Readonly<Record<string, ImageInput>>,
  options: ShowOptions = {},
): ShownImages {
  const { labels, cols, scale, range } = options;
  requirePositive("cols", cols);
  requirePositive("scale", scale);
  if (range !== undefined && !(range[0] < range[1])) {
    throw new RangeError(`show: range must be [low, high] with low < high. Received: ${range}`);
  }
  const annotated = isAnnotated(images) ? images : undefined;
  const requests = requestImages(annotated?.images ?? images);
  const overlaysOf = annotated === undefined ? undefined : requestOverlays(annotated);
  const reading = readImages(requests).then(async (plain) => {
    const overlays = await overlaysOf?.(plain);
    return plain.map((image, i) => withOverlay(image, overlays?.[i]));
  });
  // the rejection belongs to whoever displays the images
  reading.catch(() => undefined);
  return {
    [DISPLAY_SYMBOL]: async () => {
      const [read, { toBundle }] = await Promise.all([reading, import("./lower/to-bundle.js")]);
      const picture = describePicture(labelled(read, labels), {
        integer: requests.every((request) => request.integer),
        ...(range === undefined ? {} : { range }),
        ...(cols === undefined ? {} : { columns: cols }),
        ...(scale === undefined ? {} : { scale }),
      });
      return toBundle(picture).data;
    },
  };
}

function isAnnotated(images: unknown): images is AnnotatedImages {
  if (typeof images !== "object" || images === null || !("images" in images)) return false;
  return "segmentationMasks" in images || "boundingBoxes" in images;
}

function withOverlay(image: ImageSource, overlay: Overlay | undefined): ImageSource {
  return overlay === undefined ? image : { ...image, overlay };
}

function labelled(
  images: readonly ImageSource[],
  labels: ArrayLike<string | number> | undefined,
): readonly ImageSource[] {
  if (labels === undefined) return images;
  return images.map((image, i) => {
    const label = labels[i];
    return label === undefined ? image : { ...image, label: String(label) };
  });
}

export function requirePositive(name: string, value: number | undefined, owner = "show"): void {
  if (value === undefined || (Number.isFinite(value) && value > 0)) return;
  throw new RangeError(`${owner}: ${name} must be a positive number. Received: ${value}`);
}
