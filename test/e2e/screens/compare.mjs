import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

/** A pixel differs when its colour is farther than this, of 1; those of smoothed edges never do. */
const THRESHOLD = 0.1;
/** So many differing pixels are still the same picture. */
const ALLOWED = 8;

/** Compares two PNG files; `diff` is a picture of what differs, not there if their sizes do. */
export function comparePictures(expected, actual) {
  if (expected.equals(actual)) return { isSame: true, count: 0 };
  const [before, after] = [expected, actual].map((file) => PNG.sync.read(file));
  const { width, height } = before;
  if (width !== after.width || height !== after.height) {
    return { isSame: false, detail: `${width}x${height} became ${after.width}x${after.height}` };
  }
  const diff = new PNG({ width, height });
  const count = pixelmatch(before.data, after.data, diff.data, width, height, {
    threshold: THRESHOLD,
  });
  if (count <= ALLOWED) return { isSame: true, count };
  return { isSame: false, count, detail: `${count} pixels differ`, diff: PNG.sync.write(diff) };
}
