import { DISPLAY_SYMBOL } from "./display-symbol.js";
import { isTensor } from "./kinds/tensor-content.js";
import { areAlike, describeComparison, type ImageRow } from "./pictures/describe-comparison.js";
import {
  type ImageInput,
  type ImageRequest,
  imageCount,
  readImages,
  requestImages,
} from "./pictures/read-images.js";
import { requirePositive, type ShownImages, type ShowOptions } from "./show.js";

/** One image, a batch of images, or a list of them. */
export type ComparedImages = ImageInput | readonly ImageInput[];

export interface CompareOptions extends ShowOptions {
  /** one text above each column, in order */
  readonly labels?: ArrayLike<string | number>;
  /** how many images of a batch are compared: the first 8 by default */
  readonly cols?: number;
}

interface RowRequest {
  readonly name: string;
  readonly requests: readonly ImageRequest[];
}

const COLUMNS = 8;
const MOST_IMAGES = 64;
const OWNER = "compare";

/**
 * Images above what became of them: a row "before" and a row "after", or a row for each entry of a record of
 * variants. All rows are drawn alike, so that what became darker looks darker; the caption says which values
 * are black and white. Images are shaped as for `show`. One image may be compared with many of another
 * image's variants; of a batch, every variant must hold as many images, else a `RangeError` is thrown.
 *
 * @example
 * compare(images, layers.randomFlip()(images, { training: true }), { labels: ["cat", "dog"] });
 * // before | after
 * // cat | dog
 * // 4 images, 32×32 RGB, enlarged 6×; 0 → black, 255 → white
 *
 * @example
 * compare(image, { flipped, rotated });
 * // before | after
 * // flipped | rotated
 * // 3 images, 32×32 RGB, enlarged 6×; 0 → black, 255 → white
 */
export function compare(
  before: ComparedImages,
  after: ComparedImages | Readonly<Record<string, ComparedImages>>,
  options: CompareOptions = {},
): ShownImages {
  const { labels, cols = COLUMNS, scale, range } = options;
  requirePositive("cols", cols, OWNER);
  requirePositive("scale", scale, OWNER);
  if (range !== undefined && !(range[0] < range[1])) {
    throw new RangeError(`compare: range must be [low, high] with low < high. Received: ${range}`);
  }
  const first: RowRequest = { name: "before", requests: requestImages(before, OWNER) };
  const variants = variantsOf(after);
  const count = countOf(first);
  for (const variant of variants) {
    if (count === 1 || countOf(variant) === count) continue;
    throw new RangeError(
      `compare: "${variant.name}" must hold as many images as "before", ${count}. Received: ${countOf(variant)}`,
    );
  }
  const reading = Promise.all([first, ...variants].map(readRow));
  // the rejection belongs to whoever displays the images
  reading.catch(() => undefined);
  return {
    [DISPLAY_SYMBOL]: async () => {
      const [read, { toBundle }] = await Promise.all([reading, import("./lower/to-bundle.js")]);
      const rows = inRows(read);
      const columns = Math.max(1, Math.floor(cols));
      const most = Math.max(2, Math.floor(MOST_IMAGES / columns));
      const shown = rows
        .slice(0, most)
        .map((row) => ({ ...row, images: row.images.slice(0, columns) }));
      const longest = rows.reduce((longest, { images }) => Math.max(longest, images.length), 0);
      const picture = describeComparison(shown, {
        of: { columns: longest, rows: rows.length },
        ...(labels === undefined ? {} : { labels: Array.from(labels, String) }),
        ...(scale === undefined ? {} : { scale }),
        ...(range === undefined ? {} : { range }),
      });
      return toBundle(picture).data;
    },
  };
}

function variantsOf(after: unknown): RowRequest[] {
  const isList = isTensor(after) || Array.isArray(after) || ArrayBuffer.isView(after);
  if (isList || typeof after !== "object" || after === null) {
    return [{ name: "after", requests: requestImages(after, OWNER) }];
  }
  const entries = Object.entries(after);
  if (entries.length === 0) throw new TypeError("compare: there must be a variant. Received: {}");
  return entries.map(([name, images]) => ({ name, requests: requestImages(images, OWNER) }));
}

function countOf({ requests }: RowRequest): number {
  return requests.reduce((sum, request) => sum + imageCount(request), 0);
}

async function readRow({ name, requests }: RowRequest): Promise<ImageRow> {
  const images = await readImages(requests);
  return { name, images, integer: requests.every(({ integer }) => integer) };
}

/** Variants of one image that are one image each stand side by side, with their names below. */
function inRows([first, ...variants]: readonly ImageRow[]): ImageRow[] {
  if (first === undefined) return [];
  const areSingle = [first, ...variants].every(({ images }) => images.length === 1);
  if (!areSingle || variants.length < 2 || !areAlike(variants)) return [first, ...variants];
  const images = variants.flatMap((row) => row.images.map((one) => ({ ...one, label: row.name })));
  return [first, { name: "after", images, integer: variants.every(({ integer }) => integer) }];
}
