import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

/**
 * A pixel differs when its colour is farther than this, of 1; those of smoothed edges never do. At
 * 0.01, four levels of one channel are seen in an area; at 0.1, a bar in another blue is not.
 */
const THRESHOLD = 0.01;
/** So many differing pixels are still the same picture; a changed digit of a table is twenty or more. */
const ALLOWED = 8;

/** Compares two pictures; `diff` is a picture of what differs, not there if their sizes do. */
export function comparePictures(before, after) {
  const { width, height } = before;
  if (width !== after.width || height !== after.height) {
    return { isSame: false, detail: `${width}x${height} became ${after.width}x${after.height}` };
  }
  if (before.data.equals(after.data)) return { isSame: true, count: 0 };
  const diff = new PNG({ width, height });
  const count = pixelmatch(before.data, after.data, diff.data, width, height, {
    threshold: THRESHOLD,
  });
  return { isSame: count <= ALLOWED, count, detail: `${count} pixels differ`, diff };
}
